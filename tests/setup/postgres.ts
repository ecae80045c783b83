import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "#bin/migrations/migrate-database.ts";
import { ensureAppRole, setAppRolePassword } from "#bin/postgres/app-role.ts";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { startEmbeddedPostgres } from "#bin/postgres/start-embedded-postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The owner's connection to the server's maintenance database. */
    adminUrl: string;
    /** A migrated database that nobody connects to, for `create database ... template`. */
    templateName: string;
    /** The password of role steward_app. */
    appPassword: string;
  }
}

/** One migrated template per run, on a server of its own or on TEST_DATABASE_URL's; all of it removed after. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const templateName = `steward_template_${randomBytes(4).toString("hex")}`;
  const appPassword = randomBytes(16).toString("hex");
  const admin = await connectOwner(server.adminUrl);
  try {
    await admin.query(`create database ${templateName}`);
    await ensureAppRole(admin);
    await setAppRolePassword(admin, appPassword);
    await migrateDatabase({ ownerUrl: databaseUrl(server.adminUrl, templateName) });
    await admin.query(`alter database ${templateName} is_template true allow_connections false`);
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    await admin.end();
  }
  project.provide("adminUrl", server.adminUrl);
  project.provide("templateName", templateName);
  project.provide("appPassword", appPassword);
  return async () => {
    if (server.isShared) await dropDatabases(server.adminUrl, templateName);
    await server.stop();
  };
}

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function startServer(): Promise<{ adminUrl: string; isShared: boolean; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { adminUrl: given, isShared: true, stop: async () => {} };
  const directory = await mkdtemp(join(tmpdir(), "steward-test-"));
  // Under root the server runs as another user, who has to pass through.
  await chmod(directory, 0o711);
  const server = await startEmbeddedPostgres({ dataDir: join(directory, "postgres"), isDurable: false });
  return {
    adminUrl: databaseUrl(server.ownerUrl, "postgres"),
    isShared: false,
    async stop() {
      await server.stop({ force: true });
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Copies are named after their template; on a server that stays they have to go one by one. */
async function dropDatabases(adminUrl: string, templateName: string): Promise<void> {
  const admin = await connectOwner(adminUrl);
  try {
    await admin.query(`alter database ${templateName} is_template false`);
    const { rows } = await admin.query("select datname from pg_database where starts_with(datname, $1)", [
      templateName,
    ]);
    for (const { datname } of rows) {
      await admin.query(`drop database if exists ${admin.escapeIdentifier(datname)} with (force)`);
    }
  } finally {
    await admin.end();
  }
}
