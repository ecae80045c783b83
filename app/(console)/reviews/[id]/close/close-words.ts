import type { getClose } from "#lib/reviews/queries/get-close.ts";

export type Close = Awaited<ReturnType<typeof getClose>>;

const NOUNS = {
  server: ["server is suspended", "servers are suspended"],
  access: ["consumer loses its access", "consumers lose their access"],
  credential: ["credential is marked as revoked", "credentials are marked as revoked"],
  scope: ["scope is revoked", "scopes are revoked"],
  tool: ["tool is disabled", "tools are disabled"],
} as const;

/** "3 tools are disabled", for each kind that there is, and what was only to end sooner, but does so within a week. */
export function kindsInWords({ kinds, effect }: Pick<Close, "kinds" | "effect">): string[] {
  const { shortened } = effect;
  return [
    ...kinds.map(({ kind, count }) => `${count.toLocaleString("en")} ${NOUNS[kind][count === 1 ? 0 : 1]}`),
    ...(shortened === 0 ? [] : [`${things(shortened)} answered to end sooner, within 7 days from now`]),
  ];
}

interface Share {
  removals: number;
  inForce: number;
  serversOff: number | null;
  servers: number | null;
}

/** "12 of 40 things, 30 per cent, among them 2 of 3 servers, 67 per cent". */
export function shareInWords({ removals, inForce, serversOff, servers }: Share): string {
  const words = (of: number, all: number, what: string) =>
    `${of.toLocaleString("en")} of ${all.toLocaleString("en")} ${what}, ${all === 0 ? 0 : Math.round((of * 100) / all)} per cent`;
  const things = words(removals, inForce, "things");
  return serversOff === null || servers === null || serversOff === 0
    ? things
    : `${things}, among them ${words(serversOff, servers, "servers")}`;
}

export function things(count: number): string {
  return count === 1 ? "1 thing" : `${count.toLocaleString("en")} things`;
}

export function looksInWords(count: number): string {
  return count === 1 ? "1 second look" : `${count.toLocaleString("en")} second looks`;
}
