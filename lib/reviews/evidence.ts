import type { CampaignState, ItemOutcome } from "#lib/kernel/generated/enums.ts";
import type { CampaignDefinition, ReviewRisk, ReviewSubject } from "./campaign-definition.ts";
import type { ItemFacts, PopulationQuery } from "./item-facts.ts";
import { seal } from "./seal.ts";
import type { ItemRow } from "./store.ts";
import { type Totals, tally } from "./tally.ts";

export type EvidenceItem = {
  position: number;
  subjectKind: ReviewSubject;
  subjectId: string;
  serverId: string;
  risk: ReviewRisk;
  /** The before-state, as frozen. */
  facts: ItemFacts;
  reviewerId: string | null;
  /** `no response` is not a decision, and never shown as one. */
  decision: "keep" | "revoke" | "change" | "undecided" | "no response";
  reason: string | null;
  decidedById: string | null;
  decidedForId: string | null;
  decidedAt: string | null;
  outcome: ItemOutcome | null;
  outcomeDetail: string | null;
  outcomeAt: string | null;
};

/** Frozen things and ids only: the same review gives the same record, whatever people are called later. */
export type EvidenceRecord = {
  campaign: {
    id: string;
    name: string;
    purpose: string;
    state: CampaignState;
    definition: CampaignDefinition;
    startedById: string | null;
    startedAt: string | null;
    dueAt: string | null;
    closedAt: string | null;
  };
  population: { format: number; query: PopulationQuery | null; count: number; hash: string | null };
  items: EvidenceItem[];
  totals: Totals & Record<string, number>;
};

type CampaignForEvidence = Omit<EvidenceRecord["campaign"], "startedAt" | "dueAt" | "closedAt"> & {
  population: PopulationQuery | null;
  populationHash: string | null;
  populationFormat: number;
  startedAt: Date | null;
  dueAt: Date | null;
  closedAt: Date | null;
};

/** The record of a review as it stands. Deterministic given its state. */
export function evidenceRecord(campaign: CampaignForEvidence, items: readonly ItemRow[]): EvidenceRecord {
  const { id, name, purpose, state, definition, startedById } = campaign;
  return {
    campaign: {
      id,
      name,
      purpose,
      state,
      definition,
      startedById,
      startedAt: campaign.startedAt?.toISOString() ?? null,
      dueAt: campaign.dueAt?.toISOString() ?? null,
      closedAt: campaign.closedAt?.toISOString() ?? null,
    },
    population: {
      format: campaign.populationFormat,
      query: campaign.population,
      count: items.length,
      hash: campaign.populationHash,
    },
    items: items.map((item) => toEvidenceItem(item, state)),
    totals: { ...tally(items, definition.noResponse) },
  };
}

export function evidenceHash(record: EvidenceRecord): string {
  return seal(record);
}

function toEvidenceItem(item: ItemRow, state: CampaignState): EvidenceItem {
  const isOver = state === "closed" || state === "signed";
  return {
    position: item.position,
    subjectKind: item.subjectKind,
    subjectId: item.subjectId,
    serverId: item.serverId,
    risk: item.risk,
    facts: item.facts,
    reviewerId: item.reviewerId,
    decision: item.decision === "undecided" && isOver ? "no response" : item.decision,
    reason: item.reason,
    decidedById: item.decidedById,
    decidedForId: item.decidedForId,
    decidedAt: item.decidedAt?.toISOString() ?? null,
    outcome: item.outcome,
    outcomeDetail: item.outcomeDetail,
    outcomeAt: item.outcomeAt?.toISOString() ?? null,
  };
}
