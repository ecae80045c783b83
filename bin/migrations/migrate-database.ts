import { fileURLToPath } from "node:url";
import type { Client } from "pg";
import { ensureAppRole } from "../postgres/app-role.ts";
import { connectOwner } from "../postgres/connect-owner.ts";
import { Problem } from "../up/problem.ts";
import { applyMigrations } from "./apply-migrations.ts";
import { readMigrations, readSchema } from "./read-prisma-directory.ts";
import { prepareWorkerSchema } from "./worker-schema.ts";

export const PRISMA_DIRECTORY = fileURLToPath(new URL("../../prisma", import.meta.url));

/** Any fixed number: two migrations of one database at the same time take turns. */
const ADVISORY_LOCK = 7_263_546_110;

export type MigrateOptions = {
  ownerUrl: string;
  prismaDirectory?: string;
  onProgress?: (text: string) => void;
};

/**
 * Brings a database up to date: the application's role, our migrations, graphile-worker's, and what the role may
 * do with them. Safe to repeat and to run twice at once.
 * @returns the names of the migrations applied now, oldest first.
 * @throws Problem that names the migration; what it had done is rolled back, and the next run tries it again.
 */
export async function migrateDatabase(options: MigrateOptions): Promise<{ applied: string[] }> {
  const directory = options.prismaDirectory ?? PRISMA_DIRECTORY;
  const onProgress = options.onProgress ?? (() => {});
  const [migrations, schema] = await Promise.all([readMigrations(directory), readSchema(directory)]);
  const client = await connectOwner(options.ownerUrl);
  try {
    await waitForTurn(client, onProgress);
    await ensureAppRole(client);
    const applied = await applyMigrations({
      client,
      ownerUrl: options.ownerUrl,
      migrations,
      schema,
      onProgress,
    });
    await prepareWorkerSchema(client, options.ownerUrl);
    return { applied };
  } finally {
    await client.end();
  }
}

async function waitForTurn(client: Client, onProgress: (text: string) => void): Promise<void> {
  const { rows } = await client.query("select pg_try_advisory_lock($1) as is_mine", [ADVISORY_LOCK]);
  if (rows[0]?.is_mine === true) return;
  onProgress("another process is migrating this database; waiting for it");
  try {
    await client.query("set lock_timeout = '10min'");
    await client.query("select pg_advisory_lock($1)", [ADVISORY_LOCK]);
    await client.query("reset lock_timeout");
  } catch (cause) {
    throw new Problem("Another process has been migrating this database for ten minutes. Look at it first.", {
      cause,
    });
  }
}
