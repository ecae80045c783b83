import type { ReviewSubject } from "#lib/reviews/campaign-definition.ts";

/** What each kind of item asks its reviewer. */
export const SUBJECT_WORDS = {
  server: {
    label: "The server itself",
    hint: "Is it still needed and for what, who owns it, is its role right?",
  },
  access: { label: "Access", hint: "May this consumer still use it?" },
  credential: { label: "Credentials", hint: "Does it still need this key, and who holds it?" },
  scope: { label: "Scopes", hint: "May it still hold this scope downstream?" },
  tool: { label: "Tools", hint: "May it still offer this tool?" },
} as const satisfies Record<ReviewSubject, { label: string; hint: string }>;

const COUNTED = {
  server: ["server", "servers"],
  access: ["consumer's access", "consumers' access"],
  credential: ["credential", "credentials"],
  scope: ["scope", "scopes"],
  tool: ["tool", "tools"],
} as const satisfies Record<ReviewSubject, readonly [string, string]>;

/** "3 tools", "1 credential", "10,000 or more scopes". */
export function subjectsInWords(subject: ReviewSubject, count: number, isCapped = false): string {
  const [one, many] = COUNTED[subject];
  return `${count.toLocaleString("en")}${isCapped ? " or more" : ""} ${count === 1 ? one : many}`;
}

/** "1 item", "1,240 items". */
export function countedInWords(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
