import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { CampaignState } from "#lib/kernel/generated/enums.ts";
import { asLikeText } from "#lib/kernel/like.ts";
import { campaignDefinition } from "./campaign-definition.ts";
import type { MY_PARTS } from "./input.ts";
import { ITEM, toItemRows } from "./store.ts";
import type { Voices } from "./waiting-store.ts";

export interface CampaignListRow {
  id: string;
  name: string;
  purpose: string;
  state: CampaignState;
  startedAt: Date | null;
  dueAt: Date | null;
  stageEndsAt: Date | null;
  closedAt: Date | null;
  startedById: string | null;
  serverId: string | null;
  serverSlug: string | null;
  serverName: string | null;
  population: number;
  kept: number;
  revoked: number;
  changed: number;
  waiting: number;
}

export interface CampaignFilter {
  state?: "running" | "closed" | undefined;
  states: readonly CampaignState[];
  whose?: (typeof MY_PARTS)[number] | undefined;
  q: string;
  /** Only those that ask about this server, whatever else they ask about. */
  serverId?: string | undefined;
  /** Who asks, first, and in whose place they answer. */
  voices: Voices;
}

/** Newest first (ids are time-ordered), with how far each has come. */
export async function loadCampaigns(
  tx: Tx,
  filter: CampaignFilter,
  page: { before: string | null; limit: number },
): Promise<CampaignListRow[]> {
  const older = page.before === null ? Prisma.sql`true` : Prisma.sql`c.id < ${page.before}::uuid`;
  return tx.$queryRaw<CampaignListRow[]>`
    select c.id, c.name, c.purpose, c.state::text as state, c.started_at as "startedAt", c.due_at as "dueAt", c.stage_ends_at as "stageEndsAt", c.closed_at as "closedAt", c.started_by_id as "startedById",
      s.id as "serverId", s.slug as "serverSlug", s.name as "serverName", n.population, n.kept, n.revoked, n.changed,
      (select coalesce(sum(w.count), 0)::int from waiting_count w
       where w.organization_id = c.organization_id and w.campaign_id = c.id) as waiting
    from (select * from campaign c where ${campaignConditions(filter)} and ${older}
          order by c.id desc limit ${page.limit}) c
    left join server s on s.organization_id = c.organization_id and s.id = ${onlyServerOf(Prisma.sql`c.definition`)}
    cross join lateral (
      select coalesce(sum(t.count), 0)::int as population,
        coalesce(sum(t.count) filter (where t.decision = 'keep'), 0)::int as kept,
        coalesce(sum(t.count) filter (where t.decision = 'revoke'), 0)::int as revoked,
        coalesce(sum(t.count) filter (where t.decision = 'change'), 0)::int as changed
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

function campaignConditions({ state, states, whose, q, serverId, voices }: CampaignFilter): Prisma.Sql {
  const parts = [Prisma.sql`true`];
  if (states.length > 0) parts.push(Prisma.sql`c.state = any (${[...states]}::campaign_state[])`);
  else if (state === "running") parts.push(Prisma.sql`c.state in ('draft', 'staged', 'running', 'closing')`);
  else if (state === "closed") parts.push(Prisma.sql`c.state in ('closed', 'signed')`);
  if (whose !== undefined) parts.push(WHOSE[whose](voices));
  if (q !== "") {
    const like = `%${asLikeText(q.toLowerCase())}%`;
    parts.push(Prisma.sql`(lower(c.name) like ${like} or lower(c.purpose) like ${like})`);
  }
  if (serverId !== undefined) {
    parts.push(Prisma.sql`(${onlyServerOf(Prisma.sql`c.definition`)} = ${serverId}::uuid or exists (
      select from campaign_item i
      where i.organization_id = c.organization_id and i.campaign_id = c.id and i.server_id = ${serverId}::uuid))`);
  }
  return Prisma.join(parts, " and ");
}

/** Over `c`, by what somebody is to a review. Of one that is signed, whoever signed it. */
const WHOSE: Record<(typeof MY_PARTS)[number], (voices: Voices) => Prisma.Sql> = {
  reviews: (voices) => Prisma.sql`c.state not in ('draft', 'staged', 'discarded') and exists (
    select from campaign_tally t
    where t.organization_id = c.organization_id and t.campaign_id = c.id and t.count > 0
      and t.reviewer_id = any (${[...voices]}::uuid[]))`,
  signs: ([own = null]) => Prisma.sql`c.state <> 'discarded' and case when c.state = 'signed' then exists (
    select from campaign_sign_off o
    where o.organization_id = c.organization_id and o.campaign_id = c.id and o.signed_by_id = ${own}::uuid)
    else ${own}::uuid in (select campaign_signers(c.id)) end`,
  defined: ([own = null]) => Prisma.sql`c.created_by_id = ${own}::uuid`,
};

/** The one server that a definition names; null where it names none or several. */
function onlyServerOf(definition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`case when jsonb_array_length(${definition} #> '{scope,serverIds}') = 1
    then (${definition} #>> '{scope,serverIds,0}')::uuid end`;
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
      stageEndsAt: true,
      definition: true,
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
