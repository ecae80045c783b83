import { type Directory, loadDirectory } from "#lib/identity/steps/load-directory.ts";
import type { QueryContext } from "#lib/kernel/query.ts";
import { wantedBy } from "#lib/policy/approval/approvers-of.ts";
import { withoutSelfAppointed } from "../look-back-store.ts";
import { type Seat, seatsOf } from "../seats.ts";
import type { RequestRow } from "../store.ts";
import type { Gathered } from "./gather-facts.ts";
import { loadStageSources } from "./load-stage-sources.ts";
import { answeringFor } from "./plan-request.ts";

export interface Fitting {
  /** Whom the stages of a request would ask now, and who is not asked yet. */
  seats: Seat[];
  directory: Directory;
  /** Why there is nobody, in words, and what an administrator does about it; null where there is somebody. */
  nobody: string | null;
}

/** Looks for people who fit a request's stages today. `repairerId` is whoever would ask them, and so is none of them. */
export async function findFitting(
  { tx }: Pick<QueryContext, "tx">,
  request: RequestRow,
  { facts, server, seats }: Gathered,
  repairerId: string,
): Promise<Fitting> {
  const stages = await loadStageSources(tx, request.id);
  const sources = wantedBy(stages.flatMap(({ from }) => from));
  const userIds = [...sources.userIds, ...(await answeringFor(tx, server))];
  const directory = await loadDirectory(tx, { ...sources, userIds });
  const excluded = [request.requesterId, ...facts.beneficiaryIds, ...request.repairedByIds, repairerId];
  const known = new Set(seats.map(({ position, userId, source }) => `${position} ${userId} ${source}`));
  const fitting = seatsOf(stages, directory, server, excluded).filter(
    ({ position, userId, source }) => !known.has(`${position} ${userId} ${source}`),
  );
  const found = await withoutSelfAppointed(tx, request.organizationId, request.serverId, fitting);
  return { seats: found, directory, nobody: found.length === 0 ? nobodyNew(directory) : null };
}

/** What an administrator can do where nobody fits: a group that was deleted never has members again. */
function nobodyNew({ groups }: Directory): string {
  const gone = [...groups.values()].flatMap(({ name, isDeleted }) => (isDeleted ? [name] : []));
  return gone.length === 0
    ? "Nobody new fits its stages. Give somebody the role or add them to the group first; or withdraw it and have it asked again."
    : `Nobody new fits its stages. Group ${gone.join(" and ")} was deleted: withdraw the request, name others in the approval policy, and have it asked again.`;
}
