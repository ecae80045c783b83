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
}

/** A durable PostgreSQL of its own (fsync on), migrated, with the application's settings pointing at it. */
export async function withBenchDatabase(work: (database: BenchDatabase) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "steward-bench-"));
  const server = await startEmbeddedPostgres({ dataDir: join(directory, "postgres"), isDurable: true });
  try {
    const appUrl = await prepare(server.ownerUrl);
    Object.assign(process.env, settings(appUrl));
    await work({ ownerUrl: server.ownerUrl, appUrl, newOrganization });
  } finally {
    await disconnect();
    await server.stop({ force: true });
    await rm(directory, { recursive: true, force: true });
  }
}

async function prepare(ownerUrl: string): Promise<string> {
  const password = randomBytes(16).toString("hex");
  await migrateDatabase({ ownerUrl });
  const owner = await connectOwner(ownerUrl);
  try {
    await setAppRolePassword(owner, password);
    // The baseline's tables: the trail's own columns and indexes, without its guards.
    await owner.query(`
      create table raw_event (like audit_event including all);
      create table raw_head (like audit_head including all);
      create table raw_commit (id bigint generated always as identity primary key, note text not null)`);
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
