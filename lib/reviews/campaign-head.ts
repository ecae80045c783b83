import type { Tx } from "#lib/kernel/db.ts";
import type { Prisma } from "#lib/kernel/generated/client.ts";
import type { CampaignState } from "#lib/kernel/generated/enums.ts";
import type { CampaignDefinition } from "./campaign-definition.ts";
import { skippedInWords } from "./early-close.ts";
import { earlyCloseOf } from "./early-close-store.ts";
import type { PopulationQuery } from "./item-facts.ts";
import { findOnlyServer } from "./scope-store.ts";
import { type CampaignRow, loadPeople, type PersonRow } from "./store.ts";
import type { Totals } from "./tally.ts";
import { loadTotals } from "./tally-store.ts";
import { loadStanding, type Standing } from "./waiting-store.ts";

/** Everything about a review but its items. Times are ISO 8601. */
export interface CampaignHead {
  id: string;
  name: string;
  purpose: string;
  state: CampaignState;
  definition: CampaignDefinition;
  version: number;
  /** Why it opened by itself; null for one that a person began. */
  cause: Prisma.JsonValue;
  /** The one server that it names; null where it asks about any others. */
  server: { id: string; slug: string; name: string } | null;
  /** What was frozen: the question, its hash and how many items; null until then. */
  population: { query: PopulationQuery | null; hash: string | null; count: number | null };
  evidenceHash: string | null;
  createdBy: PersonRow | null;
  createdAt: string;
  stagedAt: string | null;
  startedBy: PersonRow | null;
  startedAt: string | null;
  dueAt: string | null;
  isOverdue: boolean;
  /** The stage that answers now, from 1, and when it ends. */
  stage: number;
  stageEndsAt: string | null;
  closedAt: string | null;
  /** Why it was closed although something was skipped, and what that was; null where nothing was. */
  closedEarly: { reason: string; words: string } | null;
  /** From the tally that the database keeps: whatever the size, nothing is counted for it. */
  totals: Totals;
  /** How it stands while it runs. */
  standing: Standing;
}

export async function campaignHead(tx: Tx, campaign: CampaignRow, now: Date): Promise<CampaignHead> {
  const { id, name, purpose, state, definition, version, cause, stage, dueAt } = campaign;
  const people = await loadPeople(tx, [campaign.createdById, campaign.startedById]);
  return {
    id,
    name,
    purpose,
    state,
    definition,
    version,
    cause,
    server: await findOnlyServer(tx, definition.scope),
    population: {
      query: campaign.population,
      hash: campaign.populationHash,
      count: campaign.populationCount,
    },
    evidenceHash: campaign.evidenceHash,
    createdBy: people.get(campaign.createdById ?? "") ?? null,
    createdAt: campaign.createdAt.toISOString(),
    stagedAt: campaign.stagedAt?.toISOString() ?? null,
    startedBy: people.get(campaign.startedById ?? "") ?? null,
    startedAt: campaign.startedAt?.toISOString() ?? null,
    dueAt: dueAt?.toISOString() ?? null,
    isOverdue: state === "running" && dueAt !== null && dueAt < now,
    stage,
    stageEndsAt: campaign.stageEndsAt?.toISOString() ?? null,
    closedAt: campaign.closedAt?.toISOString() ?? null,
    closedEarly: closedEarly(campaign),
    totals: await loadTotals(tx, id, definition.noResponse, { isClosing: state === "closing" }),
    standing: await loadStanding(tx, id),
  };
}

function closedEarly(campaign: CampaignRow): CampaignHead["closedEarly"] {
  const early = earlyCloseOf(campaign);
  return early === null ? null : { reason: early.reason, words: skippedInWords(early.skipped, "past") };
}
