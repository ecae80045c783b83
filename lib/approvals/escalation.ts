import type { Directory } from "#lib/identity/steps/load-directory.ts";
import { withoutAskedManagers } from "#lib/policy/approval/approvers-of.ts";
import { sourceKey } from "#lib/policy/approval/policy-problems.ts";
import type { FollowUp } from "./follow-up.ts";
import { type Answering, type Seat, seatsOf } from "./seats.ts";

const PREFIX = "escalation:";

export function isEscalated({ source }: Pick<Seat, "source">): boolean {
  return source.startsWith(PREFIX);
}

/**
 * Whom the policy asks later in a stage, active, without those who may not decide, the server's owners, and those who
 * are asked there already.
 * The directory holds those who are asked, too.
 */
export function escalationSeats(
  { position, escalateTo }: { position: number } & Pick<FollowUp, "escalateTo">,
  directory: Directory,
  server: Answering,
  { seats, excludedIds }: { seats: readonly Seat[]; excludedIds: readonly string[] },
): Seat[] {
  const own = seats.filter((seat) => seat.position === position);
  // Not those who answer for the server either, by whatever they are asked: they would answer alone for others.
  const owners = [server.ownerId, server.backupOwnerId].filter((id) => id !== null);
  const excluded = [...excludedIds, ...owners, ...own.map(({ userId }) => userId)];
  const found = seatsOf([{ position, from: withoutAskedManagers(escalateTo) }], directory, server, excluded);
  return [...found, ...managersOf(own, directory, excluded)]
    .filter(({ source }) => escalateTo.some((wanted) => sourceKey(wanted) === source))
    .map((seat) => ({ ...seat, source: `${PREFIX}${seat.source}` }));
}

function managersOf(own: readonly Seat[], { people }: Directory, excluded: readonly string[]): Seat[] {
  const asked = own.filter((seat) => !isEscalated(seat));
  const managerIds = new Set(asked.flatMap(({ userId }) => people.get(userId)?.managerId ?? []));
  return [...managerIds]
    .filter((id) => people.get(id)?.isActive === true && !excluded.includes(id))
    .map((userId) => ({ position: own[0]?.position ?? 0, userId, source: "asked_managers" }));
}
