import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { CampaignState } from "#lib/kernel/generated/enums.ts";
import { campaignDefinition } from "./campaign-definition.ts";
import { ITEM, toItemRows } from "./store.ts";

export interface CampaignListRow {
  id: string;
  name: string;
  purpose: string;
  state: CampaignState;
  startedAt: Date | null;
  dueAt: Date | null;
  closedAt: Date | null;
  startedById: string | null;
  serverId: string | null;
  serverSlug: string | null;
  serverName: string | null;
  population: number;
  kept: number;
  revoked: number;
  changed: number;
  undecided: number;
}

interface CampaignFilter {
  state?: "running" | "closed" | undefined;
  serverId?: string | undefined;
}

/** Newest first (ids are time-ordered), with how far each has come. */
export async function loadCampaigns(
  tx: Tx,
  filter: CampaignFilter,
  page: { before: string | null; limit: number },
): Promise<CampaignListRow[]> {
  const older = page.before === null ? Prisma.sql`true` : Prisma.sql`c.id < ${page.before}::uuid`;
  return tx.$queryRaw<CampaignListRow[]>`
    select c.id, c.name, c.purpose, c.state::text as state, c.started_at as "startedAt", c.due_at as "dueAt", c.closed_at as "closedAt", c.started_by_id as "startedById",
      s.id as "serverId", s.slug as "serverSlug", s.name as "serverName", n.population, n.kept, n.revoked, n.changed, n.undecided
    from (select * from campaign c where ${campaignConditions(filter)} and ${older}
          order by c.id desc limit ${page.limit}) c
    left join server s on s.organization_id = c.organization_id and s.id = c.server_id
    cross join lateral (
      select coalesce(sum(t.count), 0)::int as population,
        coalesce(sum(t.count) filter (where t.decision = 'keep'), 0)::int as kept,
        coalesce(sum(t.count) filter (where t.decision = 'revoke'), 0)::int as revoked,
        coalesce(sum(t.count) filter (where t.decision = 'change'), 0)::int as changed,
        coalesce(sum(t.count) filter (where t.decision = 'undecided'), 0)::int as undecided
      from campaign_tally t where t.organization_id = c.organization_id and t.campaign_id = c.id) n
    order by c.id desc`;
}

/** Counting further than this costs more than the answer is worth. */
export const COUNT_LIMIT = 10_000;

/** At most COUNT_LIMIT + 1. */
export async function countCampaigns(tx: Tx, filter: CampaignFilter): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    select count(*) as count
    from (select from campaign c where ${campaignConditions(filter)} limit ${COUNT_LIMIT + 1}) as some_campaigns`;
  return Number(row?.count ?? 0n);
}

function campaignConditions({ state, serverId }: CampaignFilter): Prisma.Sql {
  const parts = [Prisma.sql`true`];
  if (state === "running") parts.push(Prisma.sql`c.state in ('draft', 'staged', 'running', 'closing')`);
  if (state === "closed") parts.push(Prisma.sql`c.state in ('closed', 'signed')`);
  if (serverId !== undefined) parts.push(Prisma.sql`c.server_id = ${serverId}::uuid`);
  return Prisma.join(parts, " and ");
}

/** What waits for these reviewers in running reviews; at most COUNT_LIMIT + 1 are counted. */
export async function countItemsFor(tx: Tx, reviewerIds: readonly string[]): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    select count(*) as count from (
      select from campaign_item i
      join campaign c on c.organization_id = i.organization_id and c.id = i.campaign_id and c.state = 'running'
      where i.reviewer_id = any (${reviewerIds}::uuid[]) and i.decision = 'undecided' and i.outcome is null
        and i.stage = c.stage limit ${COUNT_LIMIT + 1}) as some_items`;
  return Number(row?.count ?? 0n);
}

export interface DueItem {
  dueAt: Date;
  id: string;
}

/** The same items, soonest due first. */
export async function loadItemIdsFor(
  tx: Tx,
  reviewerIds: readonly string[],
  page: { after: DueItem | null; limit: number },
): Promise<DueItem[]> {
  const later =
    page.after === null
      ? Prisma.sql`true`
      : Prisma.sql`(c.due_at, i.id) > (${page.after.dueAt}::timestamptz, ${page.after.id}::uuid)`;
  return tx.$queryRaw<DueItem[]>`
    select c.due_at as "dueAt", i.id
    from campaign_item i
    join campaign c on c.organization_id = i.organization_id and c.id = i.campaign_id and c.state = 'running'
    where i.reviewer_id = any (${reviewerIds}::uuid[]) and i.decision = 'undecided' and i.outcome is null
      and i.stage = c.stage and ${later}
    order by c.due_at, i.id limit ${page.limit}`;
}

/** Items by id with their campaigns, in the order of the ids. */
export async function loadItemsWithCampaigns(tx: Tx, ids: readonly string[]) {
  const rows = await tx.campaignItem.findMany({
    where: { id: { in: [...ids] } },
    select: ITEM,
  });
  const found = await tx.campaign.findMany({
    where: { id: { in: [...new Set(rows.map(({ campaignId }) => campaignId))] } },
    select: {
      id: true,
      name: true,
      state: true,
      stage: true,
      dueAt: true,
      definition: true,
      server: { select: { id: true, slug: true, name: true } },
    },
  });
  const campaigns = new Map(
    found.map((row) => [row.id, { ...row, definition: campaignDefinition.parse(row.definition) }]),
  );
  const items = new Map((await toItemRows(tx, rows)).map((item) => [item.id, item]));
  return ids.flatMap((id) => {
    const item = items.get(id);
    const campaign = campaigns.get(item?.campaignId ?? "");
    return item === undefined || campaign === undefined ? [] : [{ item, campaign }];
  });
}
