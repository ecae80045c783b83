import { isOfBefore } from "./close-check.ts";
import { check, type EvidenceCheck, isSame, named, type ReadPack } from "./evidence-check.ts";
import type { PackHeader } from "./evidence-schema.ts";
import { seal } from "./seal.ts";

/** Whether a pack's sign-off is for this evidence and these figures, by somebody who answered nothing in it. */
export function signOffCheck(head: PackHeader, read: ReadPack, evidence: string): EvidenceCheck[] {
  const { signOff, isFinal, state, anchor, evidenceAtClose } = head;
  if (signOff === null || signOff === undefined) {
    if (state === "signed" && head.formatVersion !== 3) {
      return [check("sign_off", false, "", "It says that it is signed, and has no sign-off.")];
    }
    if (!isFinal) return [];
    return [{ part: "sign_off", holds: null, words: "Nobody had signed it when this pack was made." }];
  }
  const { hash, ...signed } = signOff;
  const problems: string[] = [];
  if (seal(signed) !== hash) problems.push("the sign-off is not what its hash says");
  const isBefore = isOfBefore(head);
  if (signOff.evidenceHash !== evidenceAtClose?.hash || (!isBefore && signOff.evidenceHash !== evidence)) {
    problems.push("what was signed is other evidence");
  }
  if (!isSame(signOff.totals, read.totals)) problems.push("what was signed are other figures");
  if (read.answeredBy.has(signOff.signedById)) problems.push("whoever signed it answered in it");
  const ageMs = Date.parse(signOff.signedAt) - Date.parse(signOff.authenticatedAt);
  if (ageMs < 0 || ageMs > FRESH_MS) problems.push("it was signed without a fresh sign-in");
  const where = anchor.signed ? `, as event ${anchor.signed.sequence} of the audit trail` : "";
  const how = `by somebody who answered nothing in it, freshly signed in${where}: ${hash}.`;
  if (isBefore && problems.length === 0) {
    const words = `It is signed, ${how} What was signed cannot be made again from this pack.`;
    return [{ part: "sign_off", holds: null, words }];
  }
  return [check("sign_off", problems.length === 0, `It is signed for exactly this, ${how}`, named(problems))];
}

const FRESH_MS = 5 * 60_000;
