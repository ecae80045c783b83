import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { CampaignChangeState } from "#lib/kernel/generated/enums.ts";
import type { ChangeAsked } from "./asked-change.ts";
import type { ItemFacts } from "./item-facts.ts";

export interface AskedChangeRow {
  itemId: string;
  campaignId: string;
  campaignName: string;
  serverId: string;
  serverSlug: string;
  serverName: string;
  ownerId: string | null;
  backupOwnerId: string | null;
  facts: ItemFacts;
  change: ChangeAsked;
  reason: string | null;
  askedById: string | null;
  askedByName: string | null;
  dueAt: Date;
  state: CampaignChangeState;
  answeredByName: string | null;
  answeredAt: Date | null;
  note: string | null;
}

const ROW = Prisma.sql`
  select k.item_id as "itemId", k.campaign_id as "campaignId", c.name as "campaignName", k.server_id as "serverId",
    s.slug as "serverSlug", s.name as "serverName", s.owner_id as "ownerId", s.backup_owner_id as "backupOwnerId",
    i.facts::json as facts, i.change, i.reason, i.decided_by_id as "askedById", a.name as "askedByName", k.due_at as "dueAt",
    k.state::text as state, u.name as "answeredByName", k.answered_at as "answeredAt", k.note
  from campaign_change k
  join campaign c on c.organization_id = k.organization_id and c.id = k.campaign_id
  join campaign_item i on i.organization_id = k.organization_id and i.id = k.item_id
  join server s on s.organization_id = k.organization_id and s.id = k.server_id
  left join users a on a.organization_id = i.organization_id and a.id = i.decided_by_id
  left join users u on u.organization_id = k.organization_id and u.id = k.answered_by_id`;

/** Nothing is left to do where the server has ended, or where the broad scope ended by itself. */
const WAITS = Prisma.sql`k.state = 'open' and s.state not in ('revoked', 'retired')`;
const waitsAt = (now: Date) =>
  Prisma.sql`${WAITS} and (not i.change ? 'breadth' or k.due_at > ${now}::timestamptz)`;

export interface ChangePage {
  campaignId: string | undefined;
  serverId: string | undefined;
  /** Of servers that this person owns or backs up. */
  answererId: string | undefined;
  isOpen: boolean | undefined;
  now: Date;
  after: string | null;
  limit: number;
}

/** In the order of their ids from behind one. */
export async function loadAskedChanges(tx: Tx, page: ChangePage): Promise<AskedChangeRow[]> {
  const { campaignId, serverId, answererId, isOpen, now, after, limit } = page;
  const which = [
    Prisma.sql`k.organization_id = current_organization_id()`,
    ...(campaignId === undefined ? [] : [Prisma.sql`k.campaign_id = ${campaignId}::uuid`]),
    ...(serverId === undefined ? [] : [Prisma.sql`k.server_id = ${serverId}::uuid`]),
    ...(answererId === undefined
      ? []
      : [
          Prisma.sql`k.server_id in (
            select id from server where organization_id = current_organization_id() and owner_id = ${answererId}::uuid
            union all
            select id from server where organization_id = current_organization_id() and backup_owner_id = ${answererId}::uuid)`,
        ]),
    ...(isOpen === undefined ? [] : [isOpen ? waitsAt(now) : Prisma.sql`not (${waitsAt(now)})`]),
    ...(after === null ? [] : [Prisma.sql`k.item_id > ${after}::uuid`]),
  ];
  return tx.$queryRaw<
    AskedChangeRow[]
  >`${ROW} where ${Prisma.join(which, " and ")} order by k.item_id limit ${limit}`;
}

/** Of a review: how many wait, were done, were declined, or need nothing any more. */
export async function countAskedChanges(tx: Tx, campaignId: string, now: Date) {
  const [row] = await tx.$queryRaw<{ open: number; done: number; declined: number; all: number }[]>`
    select count(*) filter (where ${waitsAt(now)})::int as open, count(*) filter (where k.state = 'done')::int as done,
      count(*) filter (where k.state = 'declined')::int as declined, count(*)::int as all
    from campaign_change k
    join campaign_item i on i.organization_id = k.organization_id and i.id = k.item_id
    join server s on s.organization_id = k.organization_id and s.id = k.server_id
    where k.organization_id = current_organization_id() and k.campaign_id = ${campaignId}::uuid`;
  return row ?? { open: 0, done: 0, declined: 0, all: 0 };
}

/** Held until commit, so that of two who answer at once the second sees the first. Null where nothing is asked. */
export async function lockAskedChange(
  tx: Tx,
  organizationId: string,
  itemId: string,
): Promise<AskedChangeRow | null> {
  const [row] = await tx.$queryRaw<AskedChangeRow[]>`${ROW}
    where k.organization_id = ${organizationId}::uuid and k.item_id = ${itemId}::uuid for update of k`;
  return row ?? null;
}

export async function answerChangeRow(
  tx: Tx,
  organizationId: string,
  itemId: string,
  answer: { state: "done" | "declined"; answeredById: string; answeredAt: Date; note: string | null },
): Promise<void> {
  await tx.campaignChange.update({
    where: { organizationId_itemId: { organizationId, itemId } },
    data: answer,
    select: { itemId: true },
  });
}

/** What is to be told of one or more changes of a server. */
export interface ToldChange {
  itemId: string;
  serverId: string;
  serverSlug: string;
  serverName: string;
  name: string;
  scope: { name: string; system: string | null } | null;
  change: ChangeAsked;
  dueAt: Date;
  /** The active people who answer for the server. */
  answererIds: string[];
  /** Who asked for the grant, where they are still active. */
  requesterId: string | null;
}

const TOLD = Prisma.sql`
  select k.item_id as "itemId", s.id as "serverId", s.slug as "serverSlug", s.name as "serverName",
    i.facts::json ->> 'name' as name, nullif((i.facts::json -> 'scope')::jsonb, 'null'::jsonb) as scope, i.change, k.due_at as "dueAt",
    array(select u.id::text from users u where u.organization_id = s.organization_id
      and u.id in (s.owner_id, s.backup_owner_id) and u.is_active order by u.id) as "answererIds",
    (select u.id::text from request r join users u on u.organization_id = r.organization_id and u.id = r.requester_id and u.is_active
      where r.organization_id = i.organization_id and r.id = (i.facts::json -> 'request' ->> 'id')::uuid) as "requesterId"
  from noted k
  join campaign_item i on i.organization_id = current_organization_id() and i.id = k.item_id
  join server s on s.organization_id = i.organization_id and s.id = i.server_id
  order by s.name, s.id, i.position`;

/** Of these items, notes what their answers ask to be changed in words or narrower, and gives it. */
export async function insertAskedChanges(
  tx: Tx,
  organizationId: string,
  itemIds: readonly string[],
): Promise<ToldChange[]> {
  if (itemIds.length === 0) return [];
  return tx.$queryRaw<ToldChange[]>`
    with noted as (
      insert into campaign_change (organization_id, item_id, campaign_id, server_id, due_at)
      select i.organization_id, i.id, i.campaign_id, i.server_id, i.outcome_at from campaign_item i
      where i.organization_id = ${organizationId}::uuid and i.id = any (${itemIds}::uuid[])
        and i.decision = 'change' and i.outcome = 'applied' and i.change ?| array['words', 'breadth']
      on conflict do nothing returning item_id, due_at
    ) ${TOLD}`;
}

/** Of up to `limit` changes in words that are not done in time, notes that this is told, and gives them. */
export async function noteOverdueChanges(
  tx: Tx,
  organizationId: string,
  { now, limit }: { now: Date; limit: number },
): Promise<ToldChange[]> {
  return tx.$queryRaw<ToldChange[]>`
    with noted as (
      update campaign_change k set overdue_told_at = ${now}
      where k.organization_id = ${organizationId}::uuid and k.state = 'open' and k.item_id in (
        select o.item_id from campaign_change o
        join campaign_item i on i.organization_id = o.organization_id and i.id = o.item_id and i.change ? 'words'
        join server s on s.organization_id = o.organization_id and s.id = o.server_id and s.state not in ('revoked', 'retired')
        where o.organization_id = ${organizationId}::uuid and o.state = 'open' and o.overdue_told_at is null
          and o.due_at <= ${now}
        order by o.due_at limit ${limit} for update of o skip locked)
      returning k.item_id, k.due_at
    ) ${TOLD}`;
}
