import "#tests/setup/use-test-database.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { assertConfinedRole, inTenant, lookUp } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import { fillEveryTable } from "#tests/factories/fill-every-table.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { testDatabase } from "#tests/setup/test-database.ts";

/** From the catalogue, so that a table added later is tested without anybody remembering to. */
const tables = await tenantTables();
/** On some tables a trigger that finds no such request or stage speaks before row-level security does. */
const GUARD =
  /permission denied|row-level security|exactly what it grants|approver of this stage|added to a request|no longer waiting|lets? you break glass|does not review it|reviewed this already|those whom it asks|granted already|evidence of a closed review|nobody is asked about closing it|asks for this review to open|review asks for this change/;
let ours: TestOrganization;
let theirs: TestOrganization;

beforeAll(async () => {
  ours = await newOrganization();
  theirs = await newOrganization();
  await fillEveryTable([ours.organizationId, theirs.organizationId], tables);
});

it("covers every table of the schema but the migrations' own", async () => {
  expect(tables.length).toBeGreaterThan(25);
  const { ownerUrl } = await testDatabase();
  const owner = await connectOwner(ownerUrl);
  const { rows } = await owner.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
     and relname <> all ($1) and relname not in ('_prisma_migrations', 'organization')`,
    [tables],
  );
  await owner.end();
  // What a process says of itself belongs to no organization.
  expect(rows.map((row) => row.relname)).toEqual(["worker_heartbeat"]);
});

describe.each(tables)("%s", (table) => {
  const rowsOf = (organizationId: string) =>
    inTenant(organizationId, "read", (tx) =>
      tx.$queryRawUnsafe<{ organization: string }[]>(
        `select organization_id::text as organization from "${table}"`,
      ),
    );

  it("shows a query without a filter the rows of its own organization only", async () => {
    for (const { organizationId } of [ours, theirs]) {
      const seen = new Set((await rowsOf(organizationId)).map((row) => row.organization));
      expect([...seen]).toEqual([organizationId]);
    }
  });

  it("shows nothing when no organization is set", async () => {
    const [row] = await lookUp<{ count: bigint }>(
      Prisma.sql`select count(*) as count from ${Prisma.raw(`"${table}"`)}`,
    );
    expect(row?.count).toBe(0n);
  });

  it("takes no row of another organization, and moves none there", async () => {
    const move = `update "${table}" set organization_id = '${theirs.organizationId}'`;
    const copy = `insert into "${table}" select (jsonb_populate_record(t, '{"organization_id":"${theirs.organizationId}"}')).*
      from "${table}" t limit 1`;
    for (const statement of [move, copy]) {
      const attempt = inTenant(ours.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));
      await expect(attempt).rejects.toThrow(GUARD);
    }
  });
});

it("shows one organization: one's own", async () => {
  const rows = await inTenant(ours.organizationId, "read", (tx) => tx.organization.findMany());
  expect(rows.map((row) => row.id)).toEqual([ours.organizationId]);
});

it("does not carry an organization over to the next transaction of a connection", async () => {
  await inTenant(ours.organizationId, "read", async () => undefined);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      lookUp<{ set: string | null }>(Prisma.sql`select current_organization_id()::text as set`),
    ),
  );
  expect(answers.flat().every((row) => row.set === null)).toBe(true);
});

it("keeps organizations apart when their transactions run at the same time", async () => {
  const both = [ours.organizationId, theirs.organizationId];
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, index) => {
      const organizationId = both[index % 2] ?? "";
      return inTenant(organizationId, "read", async (tx) => {
        const [row] = await tx.$queryRaw<{ id: string }[]>`select current_organization_id()::text as id`;
        return row?.id === organizationId;
      });
    }),
  );
  expect(answers.every(Boolean)).toBe(true);
});

it("connects as a role that owns nothing and cannot bypass the guards", async () => {
  await expect(assertConfinedRole()).resolves.toBeUndefined();
});

async function tenantTables(): Promise<string[]> {
  const { ownerUrl } = await testDatabase();
  const owner = await connectOwner(ownerUrl);
  const { rows } = await owner.query<{ name: string }>(`
    select c.relname as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname`);
  await owner.end();
  return rows.map((row) => row.name);
}
