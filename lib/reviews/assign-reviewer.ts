/** Somebody who could answer for a server's grants. */
export interface PossibleReviewer {
  id: string;
  name: string;
  isActive: boolean;
}

export type Assignment = { ok: true; reviewerId: string } | { ok: false; reason: string };

interface Reviewed {
  serverName: string;
  owner: PossibleReviewer | null;
  backupOwner: PossibleReviewer | null;
  /** The consumer whose access is reviewed; null for a tool or a scope. */
  consumer: { name: string; ownerId: string | null } | null;
}

/**
 * The owner, else the backup owner; never somebody inactive, and never the owner of the consumer whose access it is.
 * When nobody fits the answer is words for an admin to act on: an item without a reviewer would never be answered.
 */
export function assignReviewer({ serverName, owner, backupOwner, consumer }: Reviewed): Assignment {
  const active = [owner, backupOwner].filter((person) => person?.isActive === true);
  const fit = active.find((person) => person?.id !== consumer?.ownerId || consumer?.ownerId == null);
  if (fit != null) return { ok: true, reviewerId: fit.id };
  const own = active[0];
  if (own == null || consumer === null) {
    return {
      ok: false,
      reason: `${serverName} has neither an active owner nor an active backup owner, so nobody could answer. Name one first.`,
    };
  }
  return {
    ok: false,
    reason: `${own.name} owns ${consumer.name} and cannot review its access. Give ${serverName} a second active owner first.`,
  };
}
