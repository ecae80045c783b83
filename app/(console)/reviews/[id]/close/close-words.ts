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

/** "12 of 40 things, 30 per cent". */
export function shareInWords({ removals, inForce }: { removals: number; inForce: number }): string {
  const share = inForce === 0 ? 0 : Math.round((removals * 100) / inForce);
  return `${removals.toLocaleString("en")} of ${inForce.toLocaleString("en")} things, ${share} per cent`;
}

export function things(count: number): string {
  return count === 1 ? "1 thing" : `${count.toLocaleString("en")} things`;
}
