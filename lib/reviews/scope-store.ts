import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { CampaignScope, ReviewSubject } from "./campaign-definition.ts";

export interface ScopeQuestion {
  /** The servers that the scope finds; null for all. */
  serverIds: readonly string[] | null;
  grantedSince: Date | null;
  unusedSince: Date | null;
  /** The earlier review whose unanswered items these are; null where it is not about one. */
  unansweredIn: string | null;
  now: Date;
}

/** What a scope finds of one kind, counted up to `limit`; the conditions are those of `stage_campaign_items`. */
export async function countThings(
  tx: Tx,
  subject: ReviewSubject,
  question: ScopeQuestion,
  limit: number,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    select count(*) as count from (select ${thingsOf(subject, question)} limit ${limit}) found`;
  return Number(row?.count ?? 0n);
}

function thingsOf(subject: ReviewSubject, question: ScopeQuestion): Prisma.Sql {
  const { serverIds, grantedSince, unusedSince, unansweredIn, now } = question;
  const onServers = serverIds === null ? Prisma.sql`true` : Prisma.sql`s.id = any (${serverIds}::uuid[])`;
  const reviewed = Prisma.sql`s.state in ('registered', 'active', 'suspended') and ${onServers}`;
  const since = (column: Prisma.Sql) =>
    grantedSince === null ? Prisma.sql`true` : Prisma.sql`${column} >= ${grantedSince}`;
  const unused = (lastUsed: Prisma.Sql) =>
    unusedSince === null
      ? Prisma.sql`true`
      : Prisma.sql`coalesce(${lastUsed}, '-infinity'::timestamptz) < ${unusedSince}`;
  const isUnanswered = (id: Prisma.Sql) =>
    unansweredIn === null
      ? Prisma.sql`true`
      : Prisma.sql`${id} in (
          select review_unanswered_things((select current_organization_id()), ${unansweredIn}::uuid))`;
  if (subject === "server") {
    return Prisma.sql`from server s where ${reviewed} and ${unusedSince === null} and ${since(Prisma.sql`s.registered_at`)}
      and ${isUnanswered(Prisma.sql`s.id`)}`;
  }
  if (subject === "credential") {
    return Prisma.sql`
      from credential c join server s on s.organization_id = c.organization_id and s.id = c.server_id
      where c.state = 'active' and ${reviewed} and ${since(Prisma.sql`c.added_at`)} and ${unused(Prisma.sql`c.last_used_at`)}
        and ${isUnanswered(Prisma.sql`c.id`)}`;
  }
  const isUnused = subject === "scope" ? Prisma.sql`${unusedSince === null}` : unused(lastUseOf(subject));
  return Prisma.sql`
    from grants g join server s on s.organization_id = g.organization_id and s.id = g.server_id
    where g.kind = ${subject}::grant_kind and g.state <> 'revoked' and g.expires_at > ${now}
      and ${reviewed} and ${since(Prisma.sql`g.granted_at`)} and ${isUnused} and ${isUnanswered(Prisma.sql`g.id`)}`;
}

/** When a grant was last used: its tool by anybody, or its consumer on any tool of the server. */
function lastUseOf(subject: "access" | "tool"): Prisma.Sql {
  const mine =
    subject === "tool" ? Prisma.sql`u.tool_id = g.tool_id` : Prisma.sql`u.consumer_id = g.consumer_id`;
  return Prisma.sql`(
    select max(u.last_allowed_at) from tool_use u
    join tool t on t.organization_id = u.organization_id and t.id = u.tool_id and t.server_id = g.server_id
    where u.organization_id = g.organization_id and ${mine})`;
}

export function scopeQuestion(
  { grantedWithinDays, unusedForDays, unansweredIn }: CampaignScope,
  serverIds: readonly string[] | null,
  now: Date,
): ScopeQuestion {
  const before = (days: number | null) => (days === null ? null : new Date(now.getTime() - days * DAY_MS));
  return {
    serverIds,
    grantedSince: before(grantedWithinDays),
    unusedSince: before(unusedForDays),
    unansweredIn: unansweredIn ?? null,
    now,
  };
}

const DAY_MS = 86_400_000;

/** What servers are called, by id; those of another organization are not there. */
export async function loadServerNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.server.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The one server that a scope names; null where it names none or several, or that one is not there. */
export async function findOnlyServer(
  tx: Tx,
  { serverIds }: Pick<CampaignScope, "serverIds">,
): Promise<{ id: string; slug: string; name: string } | null> {
  const [id, ...more] = serverIds;
  if (id === undefined || more.length > 0) return null;
  return tx.server.findFirst({ where: { id }, select: { id: true, slug: true, name: true } });
}

/** The servers that a frozen population is about, as they were called then. */
export async function loadFrozenServers(tx: Tx, campaignId: string): Promise<{ id: string; name: string }[]> {
  const rows = await tx.campaignItem.groupBy({
    by: ["serverId", "serverName"],
    where: { campaignId },
    orderBy: { serverName: "asc" },
  });
  return rows.map(({ serverId, serverName }) => ({ id: serverId, name: serverName }));
}

/** What a review is called; null when it is not there. */
export async function loadCampaignName(tx: Tx, organizationId: string, id: string): Promise<string | null> {
  const row = await tx.campaign.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: { name: true },
  });
  return row?.name ?? null;
}
