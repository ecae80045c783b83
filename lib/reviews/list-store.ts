import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { CampaignState } from "#lib/kernel/generated/enums.ts";
import type { NoResponse } from "./model.ts";
import { ITEM, toItemRows } from "./store.ts";

export interface CampaignListRow {
  id: string;
  name: string;
  purpose: string;
  state: CampaignState;
  noResponse: NoResponse;
  startedAt: Date | null;
  dueAt: Date;
  closedAt: Date | null;
  startedById: string;
  serverId: string;
  serverSlug: string;
  serverName: string;
  population: number;
  kept: number;
  revoked: number;
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
    select c.id, c.name, c.purpose, c.state::text as state, c.no_response::text as "noResponse",
      c.started_at as "startedAt", c.due_at as "dueAt", c.closed_at as "closedAt", c.started_by_id as "startedById",
      s.id as "serverId", s.slug as "serverSlug", s.name as "serverName", n.population, n.kept, n.revoked, n.undecided
    from (select * from campaign c where ${campaignConditions(filter)} and ${older}
          order by c.id desc limit ${page.limit}) c
    join server s on s.organization_id = c.organization_id and s.id = c.server_id
    cross join lateral (
      select count(*)::int as population, count(*) filter (where i.decision = 'keep')::int as kept,
        count(*) filter (where i.decision = 'revoke')::int as revoked,
        count(*) filter (where i.decision = 'undecided')::int as undecided
      from campaign_item i where i.organization_id = c.organization_id and i.campaign_id = c.id) n
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

/** Undecided items of one reviewer in running reviews; at most COUNT_LIMIT + 1 are counted. */
export async function countItemsFor(tx: Tx, reviewerId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    select count(*) as count from (
      select from campaign_item i
      join campaign c on c.organization_id = i.organization_id and c.id = i.campaign_id and c.state = 'running'
      where i.reviewer_id = ${reviewerId}::uuid and i.decision = 'undecided' limit ${COUNT_LIMIT + 1}) as some_items`;
  return Number(row?.count ?? 0n);
}

export interface DueItem {
  dueAt: Date;
  id: string;
}

/** The same items, soonest due first. */
export async function loadItemIdsFor(
  tx: Tx,
  reviewerId: string,
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
    where i.reviewer_id = ${reviewerId}::uuid and i.decision = 'undecided' and ${later}
    order by c.due_at, i.id limit ${page.limit}`;
}

/** Items by id with their campaigns, in the order of the ids. */
export async function loadItemsWithCampaigns(tx: Tx, ids: readonly string[]) {
  const rows = await tx.campaignItem.findMany({
    where: { id: { in: [...ids] } },
    select: {
      ...ITEM,
      campaign: {
        select: {
          id: true,
          name: true,
          state: true,
          dueAt: true,
          server: { select: { id: true, slug: true, name: true } },
        },
      },
    },
  });
  const campaigns = new Map(rows.map((row) => [row.id, row.campaign]));
  const items = new Map((await toItemRows(tx, rows)).map((item) => [item.id, item]));
  return ids.flatMap((id) => {
    const item = items.get(id);
    const campaign = campaigns.get(id);
    return item === undefined || campaign === undefined ? [] : [{ item, campaign }];
  });
}
