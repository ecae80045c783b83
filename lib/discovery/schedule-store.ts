import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type { ServerState } from "../kernel/generated/enums.ts";
import type { DueOutcome, IntrospectionInterval } from "./introspection-schedule.ts";

export interface DefaultInterval {
  interval: IntrospectionInterval;
  /** 0 while nobody has chosen. */
  version: number;
}

export async function loadDefaultInterval(tx: Tx, organizationId: string): Promise<DefaultInterval> {
  const row = await tx.introspectionSetting.findUnique({
    where: { organizationId },
    select: { defaultInterval: true, version: true },
  });
  if (row === null) return { interval: "off", version: 0 };
  // A check of the table lets in no other words.
  return { interval: row.defaultInterval as IntrospectionInterval, version: row.version };
}

/** Saves if nobody saved since `version` was read; says whether it did. */
export async function saveDefaultInterval(
  tx: Tx,
  organizationId: string,
  { interval, version }: DefaultInterval,
  at: Date,
): Promise<boolean> {
  const count = await tx.$executeRaw`
    insert into introspection_setting as s (organization_id, default_interval, changed_at)
    select ${organizationId}::uuid, ${interval}, ${at}
    where ${version}::int = 0 or exists (select from introspection_setting)
    on conflict (organization_id) do update
      set default_interval = excluded.default_interval, changed_at = excluded.changed_at, version = s.version + 1
      where s.version = ${version}::int`;
  return count === 1;
}

export interface ScheduleRow {
  ownInterval: IntrospectionInterval | null;
  nextAt: Date | null;
  failureCount: number;
  heldReason: string | null;
}

/** Locked until commit: a look and a person who sets the interval go one after the other. */
export async function lockSchedule(
  tx: Tx,
  organizationId: string,
  serverId: string,
): Promise<ScheduleRow | null> {
  await tx.$queryRaw`select server_id from introspection_schedule where server_id = ${serverId}::uuid for no key update`;
  return loadSchedule(tx, organizationId, serverId);
}

export async function loadSchedule(
  tx: Tx,
  organizationId: string,
  serverId: string,
): Promise<ScheduleRow | null> {
  const row = await tx.introspectionSchedule.findUnique({
    where: { organizationId_serverId: { organizationId, serverId } },
    select: { ownInterval: true, nextIntrospectionAt: true, failureCount: true, heldReason: true },
  });
  if (row === null) return null;
  const { ownInterval, nextIntrospectionAt: nextAt, failureCount, heldReason } = row;
  // A check of the table lets in no other words.
  return { ownInterval: ownInterval as IntrospectionInterval | null, nextAt, failureCount, heldReason };
}

export async function saveSchedule(
  tx: Tx,
  organizationId: string,
  serverId: string,
  { ownInterval, nextAt, failureCount, heldReason }: ScheduleRow,
): Promise<void> {
  const data = { ownInterval, nextIntrospectionAt: nextAt, failureCount, heldReason };
  await tx.introspectionSchedule.upsert({
    where: { organizationId_serverId: { organizationId, serverId } },
    create: { organizationId, serverId, ...data },
    update: data,
    select: { serverId: true },
  });
}

export interface DueRow {
  serverId: string;
  name: string;
  state: ServerState;
  command: string | null;
  args: string[];
  url: string | null;
  ownInterval: IntrospectionInterval | null;
  isUnderway: boolean;
}

/** The servers that wait longest past their time; those another worker has in hand are passed over. */
export async function lockDueServers(tx: Tx, now: Date, limit: number): Promise<DueRow[]> {
  return tx.$queryRaw<DueRow[]>`
    with due as (
      select organization_id, server_id, own_interval, next_introspection_at
      from introspection_schedule
      where next_introspection_at <= ${now}
      order by next_introspection_at, server_id limit ${limit}
      for update skip locked
    )
    select d.server_id as "serverId", s.name, s.state::text as state, s.command, s.args, s.url,
      d.own_interval as "ownInterval",
      exists (
        select from introspection i
        where i.organization_id = d.organization_id and i.server_id = d.server_id and i.state in ('queued', 'running')
      ) as "isUnderway"
    from due d
    join server s on s.organization_id = d.organization_id and s.id = d.server_id
    order by d.next_introspection_at, d.server_id`;
}

/** Where unfinished looks are going on: few, by the partial index of unfinished ones. */
export async function listUnderway(
  tx: Tx,
  limit: number,
): Promise<{ command: string | null; url: string | null }[]> {
  return tx.$queryRaw<{ command: string | null; url: string | null }[]>`
    select s.command, s.url from introspection i
    join server s on s.organization_id = i.organization_id and s.id = i.server_id
    where i.state in ('queued', 'running') limit ${limit}`;
}

export async function listAllowedDigests(tx: Tx, digests: readonly string[]): Promise<Set<string>> {
  const rows = await tx.allowedCommand.findMany({
    where: { digest: { in: [...digests] } },
    select: { digest: true },
  });
  return new Set(rows.map((row) => row.digest));
}

/** Writes when these servers are looked at next, and what holds them, in one statement. */
export async function postponeServers(
  tx: Tx,
  waits: readonly Extract<DueOutcome, { what: "wait" }>[],
): Promise<void> {
  if (waits.length === 0) return;
  await tx.$executeRaw`
    update introspection_schedule d set next_introspection_at = w."nextAt", held_reason = w."heldReason"
    from jsonb_to_recordset(${JSON.stringify(waits)}::jsonb)
      as w("serverId" uuid, "nextAt" timestamptz, "heldReason" text)
    where d.server_id = w."serverId"`;
}

/** Queues looks and moves their servers' next time on, so that a look that is lost is not asked for again at once. */
export async function insertScheduledIntrospections(
  tx: Tx,
  organizationId: string,
  asks: readonly { id: string; serverId: string; nextAt: Date | null }[],
  askedByName: string,
  at: Date,
): Promise<void> {
  if (asks.length === 0) return;
  await tx.introspection.createMany({
    data: asks.map(({ id, serverId }) => ({
      organizationId,
      id,
      serverId,
      askedByName,
      askedAt: at,
      state: "queued",
    })),
  });
  await postponeServers(
    tx,
    asks.map(({ serverId, nextAt }) => ({ serverId, what: "wait", nextAt, heldReason: null })),
  );
}

/**
 * Gives the next servers without an interval of their own, in order of id, a time within the organization's: spread
 * evenly, so that turning it on for a million does not call them all at once. Returns the last id, null at the end.
 */
export async function respreadServers(
  tx: Tx,
  after: string | null,
  { days, limit, now }: { days: number | null; limit: number; now: Date },
): Promise<{ count: number; last: string | null }> {
  const fromAfter = after === null ? Prisma.empty : Prisma.sql`and server_id > ${after}::uuid`;
  const rows = await tx.$queryRaw<{ server_id: string }[]>`
    with batch as (
      select organization_id, server_id from introspection_schedule
      where own_interval is null ${fromAfter}
      order by server_id limit ${limit}
    )
    update introspection_schedule d set held_reason = null, next_introspection_at = case
        when ${days}::int is not null and s.state not in ('revoked', 'retired')
        then ${now}::timestamptz + random() * make_interval(days => ${days}::int) end
    from batch b
    join server s on s.organization_id = b.organization_id and s.id = b.server_id
    where d.organization_id = b.organization_id and d.server_id = b.server_id
    returning d.server_id`;
  const last =
    rows
      .map((row) => row.server_id)
      .toSorted()
      .at(-1) ?? null;
  return { count: rows.length, last: rows.length < limit ? null : last };
}

export interface AllowedCommandRow {
  digest: string;
  command: string;
  args: string[];
  allowedAt: Date;
  allowedBy: { name: string; email: string };
}

/** By command, then digest: all that may be run, page by page. */
export async function listAllowedCommandRows(
  tx: Tx,
  after: { command: string; digest: string } | null,
  limit: number,
): Promise<AllowedCommandRow[]> {
  const fromAfter =
    after === null
      ? Prisma.empty
      : Prisma.sql`where (a.command, a.digest) > (${after.command}, ${after.digest})`;
  return tx.$queryRaw<AllowedCommandRow[]>`
    select a.digest, a.command, a.args, a.allowed_at as "allowedAt",
      jsonb_build_object('name', u.name, 'email', u.email) as "allowedBy"
    from allowed_command a
    join users u on u.organization_id = a.organization_id and u.id = a.allowed_by_id
    ${fromAfter}
    order by a.command, a.digest limit ${limit}`;
}

/** Takes a command back; gives what it was, null when it was not allowed. */
export async function deleteAllowedCommand(
  tx: Tx,
  organizationId: string,
  digest: string,
): Promise<{ command: string; args: string[] } | null> {
  const row = await tx.allowedCommand.findUnique({
    where: { organizationId_digest: { organizationId, digest } },
    select: { command: true, args: true },
  });
  if (row === null) return null;
  const { count } = await tx.allowedCommand.deleteMany({ where: { organizationId, digest } });
  return count === 1 ? row : null;
}

/** What held a server is gone: it is due now, unless nobody looks at it by itself. */
export async function releaseServer(tx: Tx, serverId: string, now: Date): Promise<void> {
  await tx.introspectionSchedule.updateMany({
    where: { serverId, heldReason: { not: null }, nextIntrospectionAt: { not: null } },
    data: { heldReason: null, nextIntrospectionAt: now },
  });
}
