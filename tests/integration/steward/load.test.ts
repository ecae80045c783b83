import "#tests/setup/use-test-database.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { addMissingServerRoles } from "#bin/first-run/add-missing-server-roles.ts";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { getAuditHead } from "#lib/audit/queries/get-audit-head.ts";
import { readTrail } from "#lib/audit/read-trail.ts";
import { verifyTrail } from "#lib/audit/verify-trail.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { loadPeople } from "#lib/load/commands/load-people.ts";
import { loadServers } from "#lib/load/commands/load-servers.ts";
import { refreshFindings } from "#lib/policy/commands/refresh-findings.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { testDatabase } from "#tests/setup/test-database.ts";

const SERVERS = 300;
const plan = { seed: 11, servers: SERVERS };

let org: TestOrganization;
let startedOn: Date;

async function load(organizationId: string, joinsOthers = true) {
  const actor = systemActor(organizationId, "load");
  await addMissingServerRoles(organizationId);
  const begun = await loadPeople(actor, { ...plan, joinsOthers });
  const answer = await loadServers(actor, { ...plan, startedOn: begun.startedOn, first: 0 });
  return { ...begun, ...answer };
}

beforeAll(async () => {
  org = await newOrganization();
  ({ startedOn } = await load(org.organizationId));
});

describe("a load", () => {
  it("makes every server, and its parts, within one organization", async () => {
    const counts = await countsOf(org.organizationId);
    expect(counts.server).toBe(SERVERS);
    expect(counts.server_listing).toBe(SERVERS);
    expect(counts.tool).toBeGreaterThan(SERVERS * 3);
    expect(counts.tool_version).toBe(counts.tool);
    for (const table of ["scope", "credential", "finding", "revocation_step"]) {
      expect(counts[table], table).toBeGreaterThan(SERVERS / 2);
    }
  });

  it("is found in the list, counted", async () => {
    const { total, items } = await listServers(org.admin, { limit: 200 });
    expect({ total, rows: items.length }).toEqual({
      total: { count: SERVERS, isEstimate: false },
      rows: 200,
    });
  });

  it("has the findings that the rules give", async () => {
    const ids = (await rowsOf("select id from server where organization_id = $1")).map((row) =>
      String(row.id),
    );
    const actor = systemActor(org.organizationId, "test");
    expect(await refreshFindings(actor, { serverIds: ids })).toEqual({ opened: 0, resolved: 0 });
    const rules = (await rowsOf("select distinct rule from finding where organization_id = $1")).map((row) =>
      String(row.rule),
    );
    expect(rules).toEqual(expect.arrayContaining(["credential_reused", "no_owner", "exceeds_role"]));
  });

  it("enables no tool: only people do", async () => {
    const states = (await rowsOf("select distinct state from tool where organization_id = $1"))
      .map((row) => row.state)
      .sort();
    expect(states).toEqual(["disabled", "discovered"]);
  });

  it("is in the trail, chunk by chunk, and the chain is whole", async () => {
    const actor = systemActor(org.organizationId, "test");
    const head = await getAuditHead(actor, {});
    expect(await verifyTrail({ chunks: readTrail(actor, head), head })).toMatchObject({ ok: true });
    const rows = await rowsOf(
      "select detail from audit_event where organization_id = $1 and type = 'organization.loaded' order by sequence",
    );
    const details = rows.map((row) => row.detail);
    expect(details).toEqual([
      { ...plan, people: 30 },
      expect.objectContaining({ seed: plan.seed, first: 0, end: SERVERS, servers: SERVERS }),
    ]);
  });

  it("goes on where it was: what is there is not made again", async () => {
    const before = await countsOf(org.organizationId);
    expect(await load(org.organizationId)).toEqual({ startedOn, servers: SERVERS, rows: 0 });
    expect(await countsOf(org.organizationId)).toEqual(before);
  });

  it("makes the same servers from the same seed", async () => {
    const other = await newOrganization();
    await load(other.organizationId);
    expect(await digestOf(other.organizationId)).toEqual(await digestOf(org.organizationId));
  });

  it("is written once when two load the same chunk", async () => {
    const { organizationId } = await newOrganization();
    await addMissingServerRoles(organizationId);
    const actor = systemActor(organizationId, "load");
    const begun = await loadPeople(actor, { ...plan, joinsOthers: true });
    const both = await Promise.allSettled(
      [1, 2].map(() => loadServers(actor, { ...plan, startedOn: begun.startedOn, first: 0 })),
    );
    expect(both.some((one) => one.status === "fulfilled" && one.value.rows > 0)).toBe(true);
    expect((await countsOf(organizationId)).server).toBe(SERVERS);
  });

  it("stays out of an organization that has people of its own, and touches no other", async () => {
    const other = await newOrganization();
    const before = await countsOf(other.organizationId);
    await expect(load(other.organizationId, false)).rejects.toMatchObject({ code: "refused" });
    expect(await countsOf(other.organizationId)).toEqual(before);
  });

  it("is refused to people", async () => {
    await expect(loadPeople(org.admin, plan)).rejects.toMatchObject({ code: "forbidden" });
    await expect(loadServers(org.admin, { ...plan, startedOn, first: 0 })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

const TABLES = [
  "users",
  "server",
  "server_listing",
  "tool",
  "tool_version",
  "scope",
  "credential",
  "finding",
  "revocation_step",
] as const;

async function rowsOf(text: string, organizationId = org.organizationId) {
  const client = await connectOwner((await testDatabase()).ownerUrl);
  try {
    return (await client.query(text, [organizationId])).rows;
  } finally {
    await client.end();
  }
}

async function countsOf(organizationId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const text = `select count(*)::int as count from ${table} where organization_id = $1`;
    counts[table] = (await rowsOf(text, organizationId))[0]?.count;
  }
  return counts;
}

/** Everything about the servers but what the organization itself gives: its id and its roles' ids. */
async function digestOf(organizationId: string): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const table of ["server", "tool", "tool_version", "scope", "credential", "revocation_step"]) {
    const text = `select md5(string_agg(row::text, '' order by row ->> 'id')) as digest
      from (select to_jsonb(t) - 'organization_id' - 'server_role_id' as row from ${table} t
            where organization_id = $1) rows`;
    digests[table] = (await rowsOf(text, organizationId))[0]?.digest;
  }
  return digests;
}
