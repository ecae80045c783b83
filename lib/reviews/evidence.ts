import type { CampaignState, ItemOutcome } from "#lib/kernel/generated/enums.ts";
import type { ItemFacts, PopulationQuery } from "./item-facts.ts";
import type { NoResponse } from "./model.ts";
import { seal } from "./seal.ts";
import type { ItemRow } from "./store.ts";
import { type Totals, tally } from "./tally.ts";

export type EvidenceItem = {
  position: number;
  grantId: string;
  /** The before-state, as frozen. */
  facts: ItemFacts;
  reviewerId: string;
  /** `no response` is not a decision, and never shown as one. */
  decision: "keep" | "revoke" | "change" | "undecided" | "no response";
  reason: string | null;
  decidedById: string | null;
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
    noResponse: NoResponse;
    startedById: string;
    startedAt: string | null;
    dueAt: string;
    closedAt: string | null;
  };
  population: { query: PopulationQuery; count: number; hash: string };
  items: EvidenceItem[];
  totals: Totals & Record<string, number>;
};

type CampaignForEvidence = Omit<EvidenceRecord["campaign"], "startedAt" | "dueAt" | "closedAt"> & {
  population: PopulationQuery;
  populationHash: string;
  startedAt: Date | null;
  dueAt: Date;
  closedAt: Date | null;
};

/** The record of a review as it stands. Deterministic given its state. */
export function evidenceRecord(campaign: CampaignForEvidence, items: readonly ItemRow[]): EvidenceRecord {
  const { id, name, purpose, state, noResponse, startedById } = campaign;
  return {
    campaign: {
      id,
      name,
      purpose,
      state,
      noResponse,
      startedById,
      startedAt: campaign.startedAt?.toISOString() ?? null,
      dueAt: campaign.dueAt.toISOString(),
      closedAt: campaign.closedAt?.toISOString() ?? null,
    },
    population: { query: campaign.population, count: items.length, hash: campaign.populationHash },
    items: items.map((item) => toEvidenceItem(item, state)),
    totals: { ...tally(items, noResponse) },
  };
}

export function evidenceHash(record: EvidenceRecord): string {
  return seal(record);
}

function toEvidenceItem(item: ItemRow, state: CampaignState): EvidenceItem {
  const isOver = state === "closed" || state === "signed";
  return {
    position: item.position,
    grantId: item.grantId,
    facts: item.facts,
    reviewerId: item.reviewerId,
    decision: item.decision === "undecided" && isOver ? "no response" : item.decision,
    reason: item.reason,
    decidedById: item.decidedById,
    decidedAt: item.decidedAt?.toISOString() ?? null,
    outcome: item.outcome,
    outcomeDetail: item.outcomeDetail,
    outcomeAt: item.outcomeAt?.toISOString() ?? null,
  };
}
