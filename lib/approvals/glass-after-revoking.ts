import { addHours } from "date-fns/addHours";
import type { RevokedByPerson } from "#lib/grants/steps/load-held.ts";
import { dayInWords } from "#lib/kernel/day-in-words.ts";

/** For so long after a person ended or rejected something, glass is not broken for it: by nobody, whoever they are. */
export const GLASS_WAITS_HOURS = 24;

/** “Ada revoked refund_payment on 30 November 2026, because: no longer needed.” */
export function revokedInWords({ name, by, at, reason }: RevokedByPerson): string {
  const day = dayInWords(at.toISOString().slice(0, 10));
  return `${by} revoked ${name} on ${day}${reason === null ? "." : `, because: ${reason.replace(/\.$/, "")}.`}`;
}

/** Why glass is not broken for what somebody rejected just now; null where nobody did. */
export function tooSoonAfterRejection(rejected: readonly RevokedByPerson[], now: Date): string | null {
  const recent = rejected.find(({ at }) => !(addHours(at, GLASS_WAITS_HOURS).getTime() <= now.getTime()));
  if (recent === undefined) return null;
  const because = recent.reason === null ? "." : `, because: ${recent.reason.replace(/\.$/, "")}.`;
  return `${recent.by} rejected ${recent.name}${because} For ${GLASS_WAITS_HOURS} hours glass is not broken for that: ask for it as usual.`;
}

/** Why glass is not broken for what a person ended just now; null where nobody did. An unreadable clock counts as just now. */
export function tooSoonAfter(revoked: readonly RevokedByPerson[], now: Date): string | null {
  const recent = revoked.find(({ at }) => !(addHours(at, GLASS_WAITS_HOURS).getTime() <= now.getTime()));
  if (recent === undefined) return null;
  return `${revokedInWords(recent)} For ${GLASS_WAITS_HOURS} hours glass is not broken for that: ask for it as usual.`;
}
