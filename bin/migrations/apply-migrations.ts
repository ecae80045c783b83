import type { Client } from "pg";
import { escapeLiteral } from "pg";
import { Problem } from "../up/problem.ts";
import type { Migration } from "./read-prisma-directory.ts";
import { openSchemaEngine } from "./schema-engine.ts";

type ApplyOptions = {
  /** Holds the migration lock. */
  client: Client;
  ownerUrl: string;
  migrations: Migration[];
  schema: [path: string, content: string][];
  onProgress: (text: string) => void;
};

export const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** Applies what is missing; each script is one transaction that also marks itself finished. */
export async function applyMigrations(options: ApplyOptions): Promise<string[]> {
  const { client, ownerUrl, migrations, schema, onProgress } = options;
  let failure: Problem | undefined;
  const { engine, close } = await openSchemaEngine(ownerUrl, schema, async (send, script) => {
    const migration = migrations.find((it) => it.sql === script);
    if (migration) onProgress(`applying ${migration.name}`);
    try {
      await send(migration ? withOwnRecord(migration) : script);
    } catch (error) {
      failure = explainFailure(migration?.name ?? "a migration", script, error);
      throw error;
    }
  });
  try {
    await forgetRolledBack(client);
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: toMigrationList(migrations),
      filters: NO_FILTERS,
    });
    return appliedMigrationNames;
  } catch (error) {
    await forgetRolledBack(client);
    throw failure ?? error;
  } finally {
    await close();
  }
}

export function toMigrationList(migrations: Migration[]) {
  return {
    baseDir: "prisma/migrations",
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: sql } },
    })),
  };
}

/** The record is written in the migration's own transaction, so "unfinished" always means "rolled back". */
function withOwnRecord({ name, sql }: Migration): string {
  const record = `update public._prisma_migrations set finished_at = now()
    where migration_name = ${escapeLiteral(name)} and finished_at is null and rolled_back_at is null`;
  // A statement such as `create index concurrently` may not share a transaction: it is sent alone.
  return /\bconcurrently\b/i.test(sql) ? sql : `${sql}\n;${record};`;
}

/** Without this the engine would refuse to go on after a migration that failed or was interrupted. */
async function forgetRolledBack(client: Client): Promise<void> {
  const { rows } = await client.query(
    "select to_regclass('public._prisma_migrations') is not null as is_there",
  );
  if (rows[0]?.is_there !== true) return;
  await client.query(
    "update public._prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null",
  );
}

function explainFailure(name: string, script: string, error: unknown): Problem {
  const { message, position, detail, hint } = error as Partial<Record<string, string>>;
  const line = position === undefined ? "" : `, line ${script.slice(0, Number(position)).split("\n").length}`;
  const more = [detail, hint].filter((text) => text !== undefined).map((text) => `\n  ${text}`);
  return new Problem(
    `Migration ${name} failed${line}: ${message ?? String(error)}${more.join("")}\n` +
      "It was rolled back completely, and no later one was tried. Correct it and run this again.",
    { cause: error },
  );
}
