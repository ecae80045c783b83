import { type Actor, actingPerson } from "#lib/kernel/actor.ts";

/** What would be suspended now because reviews are overdue. */
export interface OverdueEffect {
  grants: number;
  servers: number;
  /** Suspended for the same within the last day: a share that is cut in slices is still that share. */
  lately: number;
  /** Grants of high impact in force now, those above among them. */
  inForce: number;
}

const MASS_COUNT = 5;
const MASS_SHARE = 0.2;

/** More than five grants, and more than a fifth of what is in force, are suspended only after a person looked. */
export function isMassSuspension({ grants, lately, inForce }: OverdueEffect): boolean {
  const total = grants + lately;
  return total > MASS_COUNT && total > (inForce + lately) * MASS_SHARE;
}

/** As long an answer holds: a yes for what was seen, a no for being asked again. */
export const CONFIRMED_HOURS = 24;
export const DECLINED_DAYS = 7;

export interface AskedSuspension {
  grantCount: number;
  isAnswered: boolean;
  /** Who had a hand in the policy that asks for it. */
  policyAuthorIds: readonly string[];
}

export type SuspensionVerdict = { ok: true } | { ok: false; code: "forbidden" | "refused"; reason: string };

/** May this person say whether so much is suspended? Never whoever wrote the policy that asks for it. */
export function decideSuspension(asked: AskedSuspension, actor: Actor): SuspensionVerdict {
  const person = actingPerson(actor);
  if (person === null || actor.kind !== "person") {
    return { ok: false, code: "forbidden", reason: "Only people say whether so much is suspended." };
  }
  if (asked.policyAuthorIds.includes(person.userId)) {
    const reason =
      "You had a hand in the policy that asks for this, so somebody else must look at what it cuts.";
    return { ok: false, code: "refused", reason };
  }
  return asked.isAnswered
    ? { ok: false, code: "refused", reason: "Somebody has answered this already." }
    : { ok: true };
}

/** Null when the number is the one that is asked about, else why not. */
export function numberProblem(
  { grantCount }: Pick<AskedSuspension, "grantCount">,
  typed: number,
): string | null {
  return typed === grantCount
    ? null
    : `This is about ${grantCount} grants now, not ${typed}. Look again, then type ${grantCount}.`;
}
