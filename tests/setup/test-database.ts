import { inject } from "vitest";
import { appUrlFrom } from "#bin/postgres/app-role.ts";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { databaseUrl } from "#tests/setup/postgres.ts";

export type TestDatabase = {
  /** Bypasses row security: for arranging and tampering only. */
  ownerUrl: string;
  /** What the application gets: role steward_app. */
  appUrl: string;
};

let made: Promise<TestDatabase> | undefined;

/** This worker process's own copy of the migrated template; made at the first call, then the same one. */
export function testDatabase(): Promise<TestDatabase> {
  made ??= copyTemplate();
  return made;
}

async function copyTemplate(): Promise<TestDatabase> {
  const adminUrl = inject("adminUrl");
  const templateName = inject("templateName");
  const name = `${templateName}_${process.pid}_${process.env.VITEST_POOL_ID ?? 0}`;
  const admin = await connectOwner(adminUrl);
  try {
    // Modules are evaluated anew for every test file; a worker process that runs several starts clean each time.
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.query(`create database ${name} template ${templateName}`);
  } finally {
    await admin.end();
  }
  const ownerUrl = databaseUrl(adminUrl, name);
  return { ownerUrl, appUrl: appUrlFrom(ownerUrl, inject("appPassword")) };
}
