import { check, type EvidenceCheck, isSame, named, type ReadPack } from "./evidence-check.ts";
import type { PackHeader } from "./evidence-schema.ts";
import { seal } from "./seal.ts";

/** Whether a pack's sign-off is for this evidence and these figures, by somebody who answered nothing in it. */
export function signOffCheck(head: PackHeader, read: ReadPack, evidence: string): EvidenceCheck[] {
  const { signOff, isFinal, state, anchor } = head;
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
  if (signOff.evidenceHash !== evidence && head.evidenceAtClose?.format === head.formatVersion) {
    problems.push("what was signed is other evidence");
  }
  if (!isSame(signOff.totals, read.totals)) problems.push("what was signed are other figures");
  if (read.answeredBy.has(signOff.signedById)) problems.push("whoever signed it answered in it");
  const ageMs = Date.parse(signOff.signedAt) - Date.parse(signOff.authenticatedAt);
  if (ageMs < 0 || ageMs > FRESH_MS) problems.push("it was signed without a fresh sign-in");
  const where = anchor.signed ? `, as event ${anchor.signed.sequence} of the audit trail` : "";
  return [
    check(
      "sign_off",
      problems.length === 0,
      `It is signed for exactly this, by somebody who answered nothing in it, freshly signed in${where}: ${hash}.`,
      named(problems),
    ),
  ];
}

const FRESH_MS = 5 * 60_000;
