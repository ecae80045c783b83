/** Who decides on a change of the policy. */
export interface PolicyDeciders {
  approverIds: readonly string[];
  /** Nobody is left of those whom the policy in force asks, but for who had a hand in the change. */
  isLeftToAdministrators: boolean;
}

/**
 * Whom the policy in force asks; or, where nobody of them is left who had no hand in the change, the administrators: one
 * of them proposes and another decides. Otherwise a policy could be past changing for ever. The database repeats it
 * (`refuse_rewritten_policy`).
 */
export function policyDeciders(people: {
  askedIds: readonly string[];
  administratorIds: readonly string[];
  hadAHandIds: readonly string[];
}): PolicyDeciders {
  const isAnybodyLeft = people.askedIds.some((id) => !people.hadAHandIds.includes(id));
  return isAnybodyLeft
    ? { approverIds: people.askedIds, isLeftToAdministrators: false }
    : { approverIds: people.administratorIds, isLeftToAdministrators: true };
}
