import type { Directory } from "#lib/identity/steps/load-directory.ts";
import { knownIn, peopleFrom } from "#lib/policy/approval/approvers-of.ts";
import type { ApproverSource } from "#lib/policy/approval/policy-document.ts";
import { sourceKey } from "#lib/policy/approval/policy-problems.ts";

/** One who is asked in a stage, and what makes them one of those (`sourceKey`). */
export interface Seat {
  position: number;
  userId: string;
  source: string;
}

/** Who answers for a server. */
export interface Answering {
  ownerId: string | null;
  backupOwnerId: string | null;
}

/** Everybody whom these stages ask, active, without those who may not decide. The directory holds the owners too. */
export function seatsOf(
  stages: readonly { position: number; from: readonly ApproverSource[] }[],
  directory: Directory,
  server: Answering,
  excludedIds: readonly string[],
): Seat[] {
  return stages.flatMap(({ position, from }) =>
    from.flatMap((source) =>
      peopleOf(source, directory, server)
        .filter((userId) => !excludedIds.includes(userId))
        .map((userId) => ({ position, userId, source: sourceKey(source) })),
    ),
  );
}

function peopleOf(
  source: ApproverSource,
  directory: Directory,
  { ownerId, backupOwnerId }: Answering,
): string[] {
  const { people } = knownIn(directory);
  const active = (id: string | null | undefined) => (id != null && people.has(id) ? [id] : []);
  switch (source.kind) {
    case "owner":
      return active(ownerId);
    case "backup_owner":
      return active(backupOwnerId);
    case "manager":
      return active(ownerId === null ? null : directory.people.get(ownerId)?.managerId);
    default:
      return peopleFrom([source], directory);
  }
}
