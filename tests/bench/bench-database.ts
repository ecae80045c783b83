import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateDatabase } from "#bin/migrations/migrate-database.ts";
import { appUrlFrom, setAppRolePassword } from "#bin/postgres/app-role.ts";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { startEmbeddedPostgres } from "#bin/postgres/start-embedded-postgres.ts";
import { disconnect, lookUp } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import { newId } from "#lib/kernel/id.ts";

export interface BenchDatabase {
  /** For baselines and for laying out rows. */
  ownerUrl: string;
  /** What the application gets: role steward_app, under row-level security. */
  appUrl: string;
  newOrganization(): Promise<string>;
  /** What the database wrote to its log since this was last asked. */
  takeLog(): string;
}

/**
 * A durable PostgreSQL of its own (fsync on), migrated, with the application's settings pointing at it. It is kept in
 * `keptIn` for the next run, or else deleted.
 */
export async function withBenchDatabase(
  keptIn: string | undefined,
  work: (database: BenchDatabase) => Promise<void>,
): Promise<void> {
  const directory = keptIn ?? (await mkdtemp(join(tmpdir(), "steward-bench-")));
  let log = "";
  const server = await startEmbeddedPostgres({
    dataDir: join(directory, "postgres"),
    isDurable: true,
    onLog: (text) => {
      log = (log + text).slice(-LOG_KEPT);
    },
  });
  const takeLog = () => {
    const taken = log;
    log = "";
    return taken;
  };
  try {
    const appUrl = await prepare(server.ownerUrl);
    Object.assign(process.env, settings(appUrl));
    await work({ ownerUrl: server.ownerUrl, appUrl, newOrganization, takeLog });
  } finally {
    await disconnect();
    await server.stop({ force: keptIn === undefined });
    if (keptIn === undefined) await rm(directory, { recursive: true, force: true });
  }
}

/** Characters of the database's log: the plans of one question at most. */
const LOG_KEPT = 20_000_000;

async function prepare(ownerUrl: string): Promise<string> {
  const password = randomBytes(16).toString("hex");
  await migrateDatabase({ ownerUrl });
  const owner = await connectOwner(ownerUrl);
  try {
    await setAppRolePassword(owner, password);
    // The baseline's tables: the trail's own columns and indexes, without its guards.
    await owner.query(`
      create table if not exists raw_event (like audit_event including all);
      create table if not exists raw_head (like audit_head including all);
      create table if not exists raw_commit (id bigint generated always as identity primary key, note text not null)`);
  } finally {
    await owner.end();
  }
  return appUrlFrom(ownerUrl, password);
}

/** What a process of Steward needs to start; nothing of it is reached but the database. */
function settings(appUrl: string): Record<string, string> {
  return {
    DATABASE_APP_URL: appUrl,
    STEWARD_SECRET: randomBytes(32).toString("hex"),
    STEWARD_URL: "http://127.0.0.1:3000",
    OIDC_ISSUER: "http://127.0.0.1:3100",
    OIDC_CLIENT_ID: "bench",
    OIDC_CLIENT_SECRET: randomBytes(16).toString("hex"),
    LOG_LEVEL: "error",
  };
}

async function newOrganization(): Promise<string> {
  const id = newId();
  await lookUp(
    Prisma.sql`select ensure_organization(${id}::uuid, ${`bench-${id.slice(-12)}`}, 'Bench', now()) as id`,
  );
  return id;
}
