import { check, type EvidenceCheck } from "./evidence-check.ts";
import type { PackHeader } from "./evidence-schema.ts";

/** Whether the evidence of a pack is what was anchored when its review closed. */
export function closeCheck(head: PackHeader, evidence: string): EvidenceCheck {
  const { evidenceAtClose, anchor } = head;
  if (evidenceAtClose === null) {
    if (saysThatItClosed(head)) {
      return check("close", false, "", "It says that the review was closed, and not with which evidence.");
    }
    const words = "The review was not closed: this is a look at its state of then, and nothing is anchored.";
    return { part: "close", holds: null, words };
  }
  if (!head.isFinal) {
    return check("close", false, "", "It says with which evidence the review closed, and that it did not.");
  }
  if (isOfBefore(head)) {
    const words = `It closed before evidence was hashed item by item (format ${evidenceAtClose.format}): the hash of then cannot be made again from this pack. What stands in the pack is tied to nothing in the audit trail.`;
    return { part: "close", holds: null, words };
  }
  const closed = anchor.closed === null ? "" : `, as event ${anchor.closed.sequence}`;
  return check(
    "close",
    evidenceAtClose.format === head.formatVersion && evidenceAtClose.hash === evidence,
    `It is the hash that went into the audit trail when the review closed${closed}. Compare it there.`,
    "The evidence is not what went into the audit trail when the review closed.",
  );
}

/**
 * A review that closed before its items were hashed one by one: that evidence had the format of its population, the first.
 * Whoever else says so has taken the hash out of the way.
 */
export function isOfBefore({ evidenceAtClose, population }: PackHeader): boolean {
  return evidenceAtClose?.format === 1 && population.format === 1;
}

function saysThatItClosed({ isFinal, state, signOff }: PackHeader): boolean {
  return isFinal || state === "closed" || state === "signed" || (signOff ?? null) !== null;
}
