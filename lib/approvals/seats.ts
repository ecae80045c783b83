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

/** A stage that waits for so many different people. */
export interface Opening {
  position: number;
  /** Approvals it still wants. */
  wanted: number;
  userIds: readonly string[];
}

/**
 * Approvals that cannot be got, by stage: people too few, or, where each stage wants different people, the same few for
 * several stages. Empty when all can be filled.
 */
export function missingApprovals(
  openings: readonly Opening[],
  needsDistinctPeople: boolean,
): Map<number, number> {
  const missing = new Map<number, number>();
  const seated = new Map<string, { position: number; userIds: readonly string[] }>();
  for (const { position, wanted, userIds } of openings) {
    const people = [...new Set(userIds)];
    if (!needsDistinctPeople) seated.clear();
    for (let approval = 0; approval < wanted; approval += 1) {
      if (seat({ position, userIds: people }, seated, new Set())) continue;
      missing.set(position, (missing.get(position) ?? 0) + 1);
    }
  }
  return missing;
}

/** Finds somebody for one approval, moving others to another of theirs where that helps (Kuhn's algorithm). */
function seat(
  wanting: { position: number; userIds: readonly string[] },
  seated: Map<string, { position: number; userIds: readonly string[] }>,
  tried: Set<string>,
): boolean {
  for (const userId of wanting.userIds) {
    if (tried.has(userId)) continue;
    tried.add(userId);
    const holder = seated.get(userId);
    if (holder === undefined || seat(holder, seated, tried)) {
      seated.set(userId, wanting);
      return true;
    }
  }
  return false;
}
