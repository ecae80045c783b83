import { command } from "#lib/kernel/command.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { type AnchorRow, loadAuditHead, loadCloseEvent } from "../anchor-store.ts";
import { type EvidenceRecord, evidenceHash, evidenceRecord } from "../evidence.ts";
import { campaignInput } from "../input.ts";
import { seal } from "../seal.ts";
import { loadCampaign, loadItems, loadPeople } from "../store.ts";

/**
 * The evidence pack of a review, and the note in the audit trail that it was taken. Of a review that still runs it is
 * a look at its present state, and says so (`isFinal: false`). `evidenceHash` is the SHA-256 of the RFC 8785 text of
 * `record`, `packHash` that of the pack without it, and `population.hash` is made as `populationHash` says (in format 1
 * it is that of `{ query, items: [{ position, grantId, facts }] }`): anybody can compute them again.
 */
export const exportEvidence = command({
  name: "export-evidence",
  permission: "evidence:export",
  input: campaignInput,
  run: async ({ tx, actor, now }, { campaignId }) => {
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    const items = await loadItems(tx, campaign.id);
    const record = evidenceRecord(campaign, items);
    const hash = evidenceHash(record);
    const closed = await loadCloseEvent(tx, campaign.id);
    const head = await loadAuditHead(tx);
    const pack = {
      format: "steward-review-evidence",
      formatVersion: 2,
      generatedAt: now.toISOString(),
      isFinal: campaign.closedAt !== null,
      record,
      evidenceHash: hash,
      /** What was hashed into the trail when the review closed; must equal `evidenceHash`. */
      evidenceHashAtClose: campaign.evidenceHash,
      people: await peopleOf(tx, record, closed?.actorId ?? null),
      anchor: {
        head: toPlain(head),
        closed:
          closed === null
            ? null
            : { ...toPlain(closed), by: closed.actorName, at: closed.occurredAt.toISOString() },
      },
    };
    const packHash = seal(pack);
    return {
      result: { ...pack, packHash },
      events: [
        {
          type: "campaign.evidence_exported",
          subject: { kind: "campaign", id: campaign.id, name: campaign.name },
          detail: { serverId: campaign.serverId, campaignId, packHash, evidenceHash: hash },
        },
      ],
    };
  },
});

function toPlain(anchor: AnchorRow | null): { sequence: number; hash: string } | null {
  if (anchor === null) return null;
  return { sequence: Number(anchor.sequence), hash: Buffer.from(anchor.hash).toString("hex") };
}

/** Names as they are now; the record itself has ids, which do not change. */
async function peopleOf(tx: Tx, { campaign, items }: EvidenceRecord, closerId: string | null) {
  const ids = items.flatMap((item) => [
    item.reviewerId,
    item.decidedById,
    item.facts.consumer?.ownerId ?? null,
  ]);
  const found = await loadPeople(tx, [...ids, campaign.startedById, closerId]);
  return [...found.values()]
    .map(({ id, name, email }) => ({ id, name, email }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}
