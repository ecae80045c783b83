import { inTenant, lookUp } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import { announceAgain } from "../kernel/outbox.ts";
import type { IdentifiedEvent } from "../kernel/reaction.ts";

/** One job for each room that could not take these events, all or none. */
export async function tellAgain(
  organizationId: string,
  { events, rooms, at }: { events: readonly IdentifiedEvent[]; rooms: readonly string[]; at: Date },
): Promise<void> {
  const told = events.map(({ id, type, subject, detail }) => ({ id, type, subject: { ...subject }, detail }));
  await inTenant(organizationId, "write", async (tx) => {
    for (const room of rooms) await announceAgain(tx, organizationId, { events: told, room, at });
  });
}

/** Says that this worker is alive; forgets workers not seen for a day. */
export async function beat(workerId: string, startedAt: Date, at: Date): Promise<void> {
  await lookUp(Prisma.sql`
    with gone as (delete from worker_heartbeat where seen_at < ${at}::timestamptz - interval '1 day')
    insert into worker_heartbeat (id, started_at, seen_at) values (${workerId}, ${startedAt}, ${at})
    on conflict (id) do update set seen_at = excluded.seen_at returning id`);
}

/** When any worker was last seen, or null when none ever was. */
export async function lastBeat(): Promise<Date | null> {
  const rows = await lookUp<{ seen: Date | null }>(
    Prisma.sql`select max(seen_at) as seen from worker_heartbeat`,
  );
  return rows[0]?.seen ?? null;
}

/** Names of the migrations that are applied and whole. */
export async function appliedMigrations(): Promise<string[]> {
  const rows = await lookUp<{ name: string }>(Prisma.sql`
    select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null`);
  return rows.map((row) => row.name);
}

export interface JobCounts {
  /** Due now or later, tries left, nobody at work on it. */
  waiting: number;
  running: number;
  /** Given up after the last try; kept until somebody looks. */
  failed: number;
}

/** How many jobs there are of each kind, over all organizations. */
export async function countJobs(): Promise<JobCounts> {
  const [row] = await lookUp<JobCounts>(Prisma.sql`
    select (count(*) filter (where locked_at is null and attempts < max_attempts))::int as waiting,
      (count(*) filter (where locked_at is not null))::int as running,
      (count(*) filter (where locked_at is null and attempts >= max_attempts))::int as failed
    from graphile_worker.jobs`);
  if (row === undefined) throw new Error("an aggregate gave no row");
  return row;
}
