import "#tests/setup/use-test-database.ts";
import { randomBytes } from "node:crypto";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "pg";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { migrateDatabase, PRISMA_DIRECTORY } from "#bin/migrations/migrate-database.ts";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { databaseUrl } from "#tests/setup/postgres.ts";

const NEXT = "29991231235900_next";
const LATER = "29991231235959_later";

let prismaDirectory: string;
let admin: Client;
let ownerUrl: string;
let name: string;

/** An empty database, and a copy of our migrations that more are added to. */
beforeEach(async () => {
  prismaDirectory = await mkdtemp(join(tmpdir(), "steward-migrations-"));
  await cp(PRISMA_DIRECTORY, prismaDirectory, { recursive: true });
  admin = await connectOwner(inject("adminUrl"));
  name = `migrations_${randomBytes(4).toString("hex")}`;
  await admin.query(`create database ${name}`);
  ownerUrl = databaseUrl(inject("adminUrl"), name);
});

afterEach(async () => {
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
  await rm(prismaDirectory, { recursive: true });
});

async function write(migration: string, sql: string): Promise<void> {
  const folder = join(prismaDirectory, "migrations", migration);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "migration.sql"), sql);
}

async function tablesNamed(...names: string[]): Promise<string[]> {
  const client = await connectOwner(ownerUrl);
  const { rows } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename = any($1) order by 1",
    [names],
  );
  await client.end();
  return rows.map((row) => row.name);
}

test("a migration that fails is named with its line, leaves nothing behind, and is run again once corrected", async () => {
  const { applied: first } = await migrateDatabase({ ownerUrl, prismaDirectory });
  expect(first.length).toBeGreaterThan(0);

  await write(
    NEXT,
    "create table before_it (id int);\n\nselect * from nowhere;\ncreate table after_it (id int);\n",
  );
  await write(LATER, "create table later (id int);\n");
  const failing = migrateDatabase({ ownerUrl, prismaDirectory });
  await expect(failing).rejects.toThrow(
    `Migration ${NEXT} failed, line 3: relation "nowhere" does not exist`,
  );
  await expect(failing).rejects.toThrow("It was rolled back completely, and no later one was tried.");
  expect(await tablesNamed("before_it", "after_it", "later")).toEqual([]);

  await write(NEXT, "create table before_it (id int);\ncreate table after_it (id int);\n");
  expect(await migrateDatabase({ ownerUrl, prismaDirectory })).toEqual({ applied: [NEXT, LATER] });
  expect(await tablesNamed("before_it", "after_it", "later")).toEqual(["after_it", "before_it", "later"]);
  expect(await migrateDatabase({ ownerUrl, prismaDirectory })).toEqual({ applied: [] });
});
