import { addDays } from "date-fns/addDays";
import { z } from "zod";
import { withoutSecret } from "../inventory/plain-secret.ts";
import { severalLines } from "../kernel/one-line.ts";
import type { ReviewSubject } from "./campaign-definition.ts";

const CHANGE_DAYS_MAX = 3_650;

const BREADTHS = ["narrow", "broad", "wildcard"] as const;
export type Breadth = (typeof BREADTHS)[number];

/**
 * What "change" asks for: an earlier end, so many days after the answer; a narrower scope; or, for whatever else, words
 * that the server's owner acts on.
 */
export const change = z.union([
  z.strictObject({
    days: z.coerce
      .number("Say how many days.")
      .int("Whole days, please.")
      .min(1, "At least 1 day.")
      .max(CHANGE_DAYS_MAX, `At most ${CHANGE_DAYS_MAX} days.`),
  }),
  z.strictObject({ breadth: z.enum(["narrow", "broad"]) }),
  z.strictObject({
    words: withoutSecret(
      z
        .string()
        .overwrite(severalLines)
        .trim()
        .min(3, "Say what is to change.")
        .max(1_000, "Keep it under 1,000 characters."),
    ),
  }),
]);
export type Change = z.output<typeof change>;

/** What is to be changed, as it is now. */
export interface Changeable {
  kind: ReviewSubject;
  /** When it ends by itself; null for what does not. */
  endsAt: Date | null;
  /** Of a scope. */
  breadth: Breadth | null;
}

/** Why this is no change for the better, in words; null when it is one. Only shorter and narrower are. */
export function changeProblem(
  wanted: Change,
  { kind, endsAt, breadth }: Changeable,
  now: Date,
): string | null {
  if ("words" in wanted) return null;
  if ("breadth" in wanted) {
    if (breadth === null) return "Only a scope can be narrowed. Say in words what is to change.";
    return BREADTHS.indexOf(wanted.breadth) < BREADTHS.indexOf(breadth)
      ? null
      : `It is ${breadth} already: choose something narrower.`;
  }
  if (kind === "server") return "A server has no end of its own. Say in words what is to change.";
  if (endsAt !== null && addDays(now, wanted.days) >= endsAt) {
    return `It ends by itself on ${endsAt.toISOString().slice(0, 10)} already: choose fewer days.`;
  }
  return null;
}

/** In words, for the record: "ends after 30 days", "narrow". */
export function changeInWords(wanted: Change): string {
  if ("words" in wanted) return wanted.words;
  if ("breadth" in wanted) return `Scope made ${wanted.breadth}`;
  return wanted.days === 1 ? "Ends a day after the answer" : `Ends ${wanted.days} days after the answer`;
}
