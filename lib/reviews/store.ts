import { loadSuccessors, type Successor } from "#lib/grants/steps/load-successors.ts";
import { notFound } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type {
  CampaignState,
  GrantState,
  ItemDecision,
  ItemOutcome,
  ToolState,
} from "#lib/kernel/generated/enums.ts";
import {
  type CampaignDefinition,
  campaignDefinition,
  isGrant,
  type ReviewRisk,
  type ReviewSubject,
} from "./campaign-definition.ts";
import type { Change } from "./change.ts";
import { type ItemFacts, type PopulationQuery, parseFacts } from "./item-facts.ts";
import type { StagingSummary } from "./staging.ts";

export interface CampaignRow {
  organizationId: string;
  id: string;
  name: string;
  purpose: string;
  state: CampaignState;
  definition: CampaignDefinition;
  /** Why it opened by itself: see `readCause`. Null for one that a person began. */
  cause: Prisma.JsonValue;
  createdById: string | null;
  /** Who else wrote what it asks. */
  changedByIds: string[];
  createdAt: Date;
  /** Null until it is frozen, as the hash and the count. */
  population: PopulationQuery | null;
  populationHash: string | null;
  populationCount: number | null;
  populationFormat: number;
  stagedAt: Date | null;
  /** When it was asked that its population be gathered; null when that is done, or was not asked. */
  stagingAskedAt: Date | null;
  /** Where the counter of written rows stood then. */
  stagingFrom: number | null;
  summary: StagingSummary | null;
  startedById: string | null;
  /** Why it did not start by itself, and when that was last tried with a new population; null where nothing was in the way. */
  startRefusal: string | null;
  startTriedAt: Date | null;
  startedAt: Date | null;
  dueAt: Date | null;
  stage: number;
  stageEndsAt: Date | null;
  /** Who began to close it; null where it did by itself. */
  closingAskedById: string | null;
  closingAt: Date | null;
  /** Why it was closed although something was skipped, and what that was: see `earlyCloseOf`. */
  earlyReason: string | null;
  skipped: Prisma.JsonValue;
  /** Up to which position its answers are taken up. */
  closedUpTo: number;
  failuresAcceptedById: string | null;
  failuresReason: string | null;
  closedAt: Date | null;
  evidenceHash: string | null;
  /** How that hash was made. */
  evidenceFormat: number | null;
  version: number;
}

export interface ItemRow {
  id: string;
  campaignId: string;
  position: number;
  subjectKind: ReviewSubject;
  /** A grant's, a credential's or the server's own id. */
  subjectId: string;
  serverId: string;
  serverName: string;
  team: string;
  risk: ReviewRisk;
  /** Null where nobody could answer. */
  reviewerId: string | null;
  facts: ItemFacts;
  factsHash: Uint8Array | null;
  stage: number;
  decision: ItemDecision;
  reason: string | null;
  /** What `change` asks for. */
  change: Change | null;
  decidedById: string | null;
  /** In whose place a delegate answered. */
  decidedForId: string | null;
  decidedAt: Date | null;
  outcome: ItemOutcome | null;
  outcomeDetail: string | null;
  outcomeAt: Date | null;
  /** When a second reviewer was asked, because the first answer came too fast. */
  sampledAt: Date | null;
  version: number;
  /** The grant as it is now, not as it was frozen; null for what is not a grant. */
  grant: LiveGrant | null;
  /** What stands in its place, where it ended by being carried on or replaced. */
  successor: Successor | null;
}

export interface LiveGrant {
  state: GrantState;
  expiresAt: Date;
  tool: { state: ToolState } | null;
  consumer: { ownerId: string | null } | null;
}

/** The columns of an item. */
export const ITEM = {
  id: true,
  campaignId: true,
  position: true,
  subjectKind: true,
  subjectId: true,
  serverId: true,
  serverName: true,
  team: true,
  risk: true,
  reviewerId: true,
  facts: true,
  factsHash: true,
  stage: true,
  decision: true,
  reason: true,
  change: true,
  decidedById: true,
  decidedForId: true,
  decidedAt: true,
  outcome: true,
  outcomeDetail: true,
  outcomeAt: true,
  sampledAt: true,
  version: true,
} as const satisfies Prisma.CampaignItemSelect;

export async function loadCampaign(tx: Tx, organizationId: string, id: string): Promise<CampaignRow> {
  const row = await tx.campaign.findUnique({ where: { organizationId_id: { organizationId, id } } });
  if (row === null) throw notFound("review");
  const { definition, population, populationCount, stagingFrom, summary, ...rest } = row;
  return {
    ...rest,
    // Parsed when it was written; parsed again, so that keys which are newer than it have their defaults.
    definition: campaignDefinition.parse(definition),
    // Written when it was frozen, with exactly this shape.
    population: population as PopulationQuery | null,
    populationCount: populationCount === null ? null : Number(populationCount),
    stagingFrom: stagingFrom === null ? null : Number(stagingFrom),
    summary: summary as StagingSummary | null,
  };
}

/** `update` is for whoever closes; `share` for those who answer meanwhile, so that a close waits for them. */
export async function lockCampaign(
  tx: Tx,
  organizationId: string,
  id: string,
  strength: "share" | "update",
): Promise<CampaignRow> {
  const lock = strength === "update" ? Prisma.sql`for update` : Prisma.sql`for share`;
  await tx.$queryRaw`select 1 from campaign where id = ${id}::uuid ${lock}`;
  return loadCampaign(tx, organizationId, id);
}

export async function loadItem(
  tx: Tx,
  organizationId: string,
  { itemId, campaignId }: { itemId: string; campaignId?: string | undefined },
): Promise<ItemRow> {
  const row = await tx.campaignItem.findUnique({
    where: { organizationId_id: { organizationId, id: itemId } },
    select: ITEM,
  });
  const [item] = row === null ? [] : await toItemRows(tx, [row]);
  if (item === undefined || item.campaignId !== (campaignId ?? item.campaignId))
    throw notFound("review item");
  return item;
}

type Fate = Partial<
  Pick<
    CampaignRow,
    | "state"
    | "closedAt"
    | "evidenceHash"
    | "evidenceFormat"
    | "stagedAt"
    | "stagingAskedAt"
    | "populationHash"
    | "populationCount"
    | "startedById"
    | "startRefusal"
    | "startTriedAt"
    | "startedAt"
    | "dueAt"
    | "stageEndsAt"
  >
> & { population?: PopulationQuery; summary?: StagingSummary };

/** False when somebody changed the campaign since it was read. */
export async function saveCampaign(
  tx: Tx,
  organizationId: string,
  campaign: Pick<CampaignRow, "id" | "version" | "state">,
  fate: Fate,
): Promise<boolean> {
  const { id, version, state } = campaign;
  const { count } = await tx.campaign.updateMany({
    where: { organizationId, id, version, state },
    data: { ...fate, version: version + 1 },
  });
  return count === 1;
}

export interface PersonRow {
  id: string;
  name: string;
  email: string;
  isActive: boolean;
}

/** People by id; those of another organization are not there. */
export async function loadPeople(tx: Tx, ids: Iterable<string | null>): Promise<Map<string, PersonRow>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const rows = await tx.user.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true, email: true, isActive: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

type RawItem = Omit<ItemRow, "facts" | "change" | "grant" | "successor"> & {
  facts: string;
  change: Prisma.JsonValue;
};

/** With the grants as they are now. */
export async function toItemRows(tx: Tx, rows: readonly RawItem[]): Promise<ItemRow[]> {
  const grants = await loadLiveGrants(
    tx,
    rows.flatMap((row) => (isGrant(row.subjectKind) ? [row.subjectId] : [])),
  );
  const ended = [...grants].flatMap(([id, grant]) => (grant.state === "revoked" ? [id] : []));
  const successors = await loadSuccessors(tx, ended);
  return rows.map((row) => ({
    ...row,
    facts: parseFacts(row.facts),
    // Parsed when it was given.
    change: row.change as Change | null,
    grant: grants.get(row.subjectId) ?? null,
    successor: successors.get(row.subjectId) ?? null,
  }));
}

async function loadLiveGrants(tx: Tx, ids: readonly string[]): Promise<Map<string, LiveGrant>> {
  const rows = await tx.grant.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      state: true,
      expiresAt: true,
      tool: { select: { state: true } },
      consumer: { select: { ownerId: true } },
    },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
