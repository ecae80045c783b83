import { notFound } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import {
  EVIDENCE_PAGE,
  type EvidenceAnswer,
  type EvidenceCampaign,
  type EvidenceFormat,
  type EvidenceItem,
  type EvidencePerson,
} from "./evidence.ts";
import { parseFacts } from "./item-facts.ts";
import { ITEM } from "./store.ts";

/** A review as it is stored: newer keys of a definition must not change what was hashed before there were any. */
export async function loadEvidenceCampaign(
  tx: Tx,
  organizationId: string,
  id: string,
  format: EvidenceFormat,
): Promise<EvidenceCampaign> {
  const row = await tx.campaign.findUnique({ where: { organizationId_id: { organizationId, id } } });
  if (row === null) throw notFound("review");
  return {
    id,
    name: row.name,
    purpose: row.purpose,
    definition: row.definition,
    cause: row.cause,
    createdById: row.createdById,
    stagedAt: row.stagedAt?.toISOString() ?? null,
    startedById: row.startedById,
    startedAt: row.startedAt?.toISOString() ?? null,
    dueAt: row.dueAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    ...(format === 3
      ? {}
      : {
          closingAskedById: row.closingAskedById,
          closingAt: row.closingAt?.toISOString() ?? null,
          failuresAcceptedById: row.failuresAcceptedById,
          failuresAcceptedAt: row.failuresAcceptedAt?.toISOString() ?? null,
          failuresReason: row.failuresReason,
          // Absent from what was closed before there was such a thing, so that its hash is made again as it was.
          ...(row.earlyReason === null ? {} : { earlyReason: row.earlyReason, skipped: row.skipped }),
        }),
  };
}

/** `isOver` calls what nobody answered by its name; what `format` does not have is left out. */
interface Told {
  isOver: boolean;
  format: EvidenceFormat;
}

/** The next items in their frozen order, each with all its answers. */
export async function loadEvidenceItems(
  tx: Tx,
  campaignId: string,
  after: number,
  { isOver, format }: Told,
): Promise<EvidenceItem[]> {
  const rows = await tx.campaignItem.findMany({
    where: { campaignId, position: { gt: after } },
    orderBy: { position: "asc" },
    take: EVIDENCE_PAGE,
    select: {
      ...ITEM,
      change: true,
      sampledAt: true,
      attempts: true,
      doneAt: true,
      verifiedAt: true,
      endedIds: true,
    },
  });
  const ids = rows.map(({ id }) => id);
  const answers = await loadAnswers(tx, ids, format);
  return rows.map((row) => ({
    position: row.position,
    subjectKind: row.subjectKind,
    subjectId: row.subjectId,
    serverId: row.serverId,
    serverName: row.serverName,
    team: row.team,
    risk: row.risk,
    facts: parseFacts(row.facts),
    factsHash: row.factsHash === null ? null : Buffer.from(row.factsHash).toString("hex"),
    reviewerId: row.reviewerId,
    stage: row.stage,
    decision: row.decision === "undecided" && isOver ? "no response" : row.decision,
    reason: row.reason,
    change: row.change,
    decidedById: row.decidedById,
    decidedForId: row.decidedForId,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    answers: answers.get(row.id) ?? [],
    outcome: row.outcome,
    outcomeDetail: row.outcomeDetail,
    outcomeAt: row.outcomeAt?.toISOString() ?? null,
    ...(format === 3
      ? {}
      : {
          sampledAt: row.sampledAt?.toISOString() ?? null,
          attempts: row.attempts,
          doneAt: row.doneAt?.toISOString() ?? null,
          verifiedAt: row.verifiedAt?.toISOString() ?? null,
          endedIds: row.endedIds,
        }),
  }));
}

/** By item, in the order in which they were given. */
async function loadAnswers(
  tx: Tx,
  itemIds: string[],
  format: EvidenceFormat,
): Promise<Map<string, EvidenceAnswer[]>> {
  const rows = await tx.campaignAnswer.findMany({
    where: { itemId: { in: itemIds } },
    orderBy: [{ decidedAt: "asc" }, { id: "asc" }],
  });
  const byItem = new Map<string, EvidenceAnswer[]>();
  for (const row of rows) {
    const given = byItem.get(row.itemId) ?? [];
    byItem.set(row.itemId, given);
    given.push({
      stage: row.stage,
      decision: row.decision,
      reason: row.reason,
      change: row.change,
      said: row.answers,
      decidedById: row.decidedById,
      decidedForId: row.decidedForId,
      decidedAt: row.decidedAt.toISOString(),
      shown: row.shown,
      openedAt: row.openedAt?.toISOString() ?? null,
      inBulk: row.inBulk,
      ...(format === 3 ? {} : { isHasty: row.isHasty, isDrawn: row.isDrawn }),
    });
  }
  return byItem;
}

/** Everybody whose id stands in the evidence, in the order of their ids. */
export async function loadEvidencePeople(
  tx: Tx,
  campaignId: string,
  others: readonly (string | null)[],
): Promise<EvidencePerson[]> {
  return tx.$queryRaw<EvidencePerson[]>`
    select u.id, u.name, u.email from users u
    where u.id = any (${others.filter((id) => id !== null)}::uuid[]) or u.id in (
      select t.reviewer_id from campaign_tally t where t.campaign_id = ${campaignId}::uuid
      union select a.decided_by_id from campaign_answer a where a.campaign_id = ${campaignId}::uuid
      union select a.decided_for_id from campaign_answer a where a.campaign_id = ${campaignId}::uuid
      union select b.asked_by_id from campaign_brake b where b.campaign_id = ${campaignId}::uuid
      union select b.answered_by_id from campaign_brake b where b.campaign_id = ${campaignId}::uuid
      union select n.person_id from campaign_notice n where n.campaign_id = ${campaignId}::uuid
      union select r.from_id from campaign_reassignment r where r.campaign_id = ${campaignId}::uuid
      union select r.to_id from campaign_reassignment r where r.campaign_id = ${campaignId}::uuid
      union select r.by_id from campaign_reassignment r where r.campaign_id = ${campaignId}::uuid
      union select (i.facts::json #>> '{consumer,ownerId}')::uuid from campaign_item i
        where i.campaign_id = ${campaignId}::uuid and i.subject_kind = 'access')
    order by u.id`;
}
