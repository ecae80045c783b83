/** What closing a review would do now. */
export interface CloseEffect {
  /** Grants that would end, of those that still stand. */
  removals: number;
  /** Grants of the server that are in force now. */
  activeGrants: number;
  /**
   * True when the effect is so large that whoever closes must repeat its number. That guards against a slip of the
   * hand only: it is the same person, so it is no second pair of eyes.
   */
  needsAcknowledgement: boolean;
}

const MASS_COUNT = 5;
const MASS_SHARE = 0.5;

/** More than half of the server's grants in force, and more than five, is a mass effect. */
export function closeEffect(removals: number, activeGrants: number): CloseEffect {
  const needsAcknowledgement = removals > MASS_COUNT && removals > activeGrants * MASS_SHARE;
  return { removals, activeGrants, needsAcknowledgement };
}

/** Null when the close may go ahead, else why not. A number that is no longer true is refused even when none is needed. */
export function brakeReason(effect: CloseEffect, acknowledgedRemovals: number | undefined): string | null {
  const { removals, activeGrants, needsAcknowledgement } = effect;
  if (acknowledgedRemovals === undefined) {
    if (!needsAcknowledgement) return null;
    return `Closing would end ${removals} grants, and ${activeGrants} are in force. Confirm the number ${removals} to go ahead.`;
  }
  if (acknowledgedRemovals === removals) return null;
  return `Closing would now end ${removals} grants, not ${acknowledgedRemovals}. Look again, then confirm.`;
}
