import { z } from "zod";
import { type Directory, loadDirectory } from "#lib/identity/steps/load-directory.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import type { QueryContext } from "#lib/kernel/query.ts";
import { wantedBy } from "#lib/policy/approval/approvers-of.ts";
import { approverSource } from "#lib/policy/approval/policy-document.ts";
import type { GlassRow } from "../glass-store.ts";
import { type Seat, seatsOf } from "../seats.ts";
import type { RequestRow } from "../store.ts";
import { gatherFacts } from "./gather-facts.ts";
import type { GatheredGlass } from "./gather-glass.ts";
import { loadStageSources } from "./load-stage-sources.ts";
import { answeringFor } from "./plan-request.ts";

export interface FoundReviewers {
  seats: Omit<Seat, "position">[];
  directory: Directory;
  /** Why there is nobody, in words; null where there is somebody. */
  nobody: string | null;
}

/** Looks for people who may review a use of break glass today, and are not asked yet; never `repairerId`. */
export async function findReviewers(
  { tx, now }: Pick<QueryContext, "tx" | "now">,
  request: RequestRow,
  glass: GlassRow,
  { seats }: GatheredGlass,
  repairerId: string,
): Promise<FoundReviewers> {
  const server = await loadServer(tx, { id: request.serverId });
  const gaining = (await gatherFacts(tx, request, now)).facts.beneficiaryIds;
  // Written by applyBreakGlass; parsed again, since it has been kept as JSON meanwhile.
  const stages = [
    ...(await loadStageSources(tx, request.id)),
    { position: 0, from: z.array(approverSource).parse(glass.reviewFrom) },
  ];
  const sources = wantedBy(stages.flatMap(({ from }) => from));
  const userIds = [...sources.userIds, ...(await answeringFor(tx, server))];
  const directory = await loadDirectory(tx, { ...sources, userIds });
  const excluded = [glass.userId, ...gaining, ...glass.repairedByIds, repairerId];
  const known = new Set(seats.map(({ userId, source }) => `${userId} ${source}`));
  const found = seatsOf(stages, directory, server, excluded)
    .map(({ userId, source }) => ({ userId, source }))
    .filter(({ userId, source }) => !known.has(`${userId} ${source}`));
  return {
    seats: found,
    directory,
    nobody:
      found.length === 0
        ? "Nobody new may review it. Give somebody the role or add them to the group first."
        : null,
  };
}
