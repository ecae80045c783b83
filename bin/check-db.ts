import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateDatabase, PRISMA_DIRECTORY } from "./migrations/migrate-database.ts";
import { schemaDrift } from "./migrations/schema-drift.ts";
import { checkTenancy, type TenancyRules } from "./migrations/tenancy-check.ts";
import { connectOwner } from "./postgres/connect-owner.ts";
import { startEmbeddedPostgres } from "./postgres/start-embedded-postgres.ts";
import { runMain } from "./up/problem.ts";

const RULES: TenancyRules = {
  withoutOrganization: new Set(["_prisma_migrations", "worker_heartbeat"]),
  keysWithoutOrganization: new Set(["session_token_hash_key", "service_token_token_hash_key"]),
  readOnly: ["audit_event", "audit_head"],
};

/** Migrates an empty database and compares it with the schema and with the rules on tenancy; 1 when they differ. */
await runMain(async () => {
  const scratch = await openScratch();
  try {
    const { applied } = await migrateDatabase({ ownerUrl: scratch.ownerUrl });
    const drift = await schemaDrift(scratch.ownerUrl, PRISMA_DIRECTORY);
    const client = await connectOwner(scratch.ownerUrl);
    const report = await checkTenancy(client, RULES).finally(() => client.end());

    console.log(
      `${applied.length} migrations, ${report.tables} tables, ${report.constraints} keys, ${report.policies} policies checked`,
    );
    if (drift !== "")
      console.error(`\nThe migrated database differs from prisma/schema. This would be missing:\n${drift}`);
    for (const problem of report.problems) console.error(`  ${problem}`);
    if (drift === "" && report.problems.length === 0)
      return console.log("The database is as the schema says.");
    process.exitCode = 1;
  } finally {
    await scratch.remove();
  }
});

/** A database of its own on DATABASE_URL's server, otherwise on a server of its own that is removed after. */
async function openScratch(): Promise<{ ownerUrl: string; remove(): Promise<void> }> {
  const given = process.env.DATABASE_URL;
  if (!given) {
    const directory = await mkdtemp(join(tmpdir(), "steward-check-"));
    // Under root the server runs as another user, who has to pass through.
    await chmod(directory, 0o711);
    const server = await startEmbeddedPostgres({ dataDir: join(directory, "postgres"), isDurable: false });
    const remove = async () => {
      await server.stop({ force: true });
      await rm(directory, { recursive: true, force: true });
    };
    return { ownerUrl: server.ownerUrl, remove };
  }
  const name = `steward_check_${randomBytes(4).toString("hex")}`;
  const onServer = async (sql: string) => {
    const client = await connectOwner(given);
    await client.query(sql).finally(() => client.end());
  };
  await onServer(`create database ${name}`);
  const url = new URL(given);
  url.pathname = `/${name}`;
  return { ownerUrl: url.href, remove: () => onServer(`drop database if exists ${name} with (force)`) };
}
