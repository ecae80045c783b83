import "#tests/setup/use-test-database.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { changeGrants } from "#lib/grants/commands/change-grants.ts";
import { exportGrantsCsv } from "#lib/grants/export-grants.ts";
import { countGrants, findGrantIds, type GrantFilter } from "#lib/grants/list-store.ts";
import { listGrants } from "#lib/grants/queries/list-grants.ts";
import { askByIndex, inTenant, type Tx } from "#lib/kernel/db.ts";
import { enableRefund, newGovernedServer, trail } from "#tests/factories/governed-server.ts";
import { insertServers } from "#tests/factories/many-servers.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

const SERVERS = 100;
const CONSUMERS = 50;
const DAY_MS = 86_400_000;

let org: TestOrganization;
let other: TestOrganization;

/** 5,000 grants of access found by an import, ending one after the other; and two by an approval, in production. */
beforeAll(async () => {
  [org, other] = [await newOrganization(), await newOrganization()];
  const { organizationId } = org;
  const serverIds = await insertServers(org, SERVERS, { isListed: false });
  await inTenant(organizationId, "write", async (tx) => {
    await tx.$executeRaw`
      insert into consumer (organization_id, id, slug, name, kind, added_at)
      select ${organizationId}::uuid, gen_random_uuid(), 'agent-' || n, 'Agent ' || n, 'agent', now()
      from generate_series(1, ${CONSUMERS}) n`;
  });
  // Nothing comes into force without an approval any more; what an import found once is still there.
  await asOwner(
    `set session_replication_role = replica;
    insert into grants (organization_id, id, kind, server_id, server_digest, consumer_id, state, origin_kind,
      granted_at, expires_at)
    select s.organization_id, gen_random_uuid(), 'access', s.id, s.identity_digest, c.id, 'active', 'import',
      now() - interval '40 days', now() - interval '10 days' + row_number() over () * interval '1 hour'
    from server s join consumer c on c.organization_id = s.organization_id
    where s.id in (${serverIds.map((id) => `'${id}'`).join(", ")})`,
  );
  await enableRefund(org, await newGovernedServer(org));
  for (const table of ["grants", "server", "consumer", "tool"]) await asOwner(`analyze ${table}`);
});

const count = async (asked: Parameters<typeof listGrants>[1]) =>
  (await listGrants(org.auditor, { limit: 1, ...asked })).total.count;

describe("all grants", () => {
  it("are found by state, kind, origin, environment, impact, window, owner and words", async () => {
    const all = SERVERS * CONSUMERS + 2;
    expect(await count({ status: [] })).toBe(all);
    expect((await count({})) + (await count({ status: "expired" }))).toBe(all);
    expect(await count({ kind: "tool" })).toBe(1);
    expect(await count({ origin: "approval" })).toBe(2);
    expect(await count({ environment: ["production", "staging"] })).toBe(2);
    expect(await count({ impact: ["regulated", "executes", "changes_data"] })).toBe(2);
    expect(await count({ window: "7d" })).toBe(7 * 24);
    expect(await count({ window: "30d", kind: "tool" })).toBe(1);
    expect(await count({ window: "later", kind: "tool" })).toBe(0);
    expect(await count({ q: "REFUND" })).toBe(1);
    expect(await count({ q: "Ticket desk" })).toBe(2);
    expect(await count({ q: "agent 7", status: [] })).toBe(SERVERS);
    expect(await count({ q: "100%" })).toBe(0);
    expect(await count({ answererId: org.admin.userId })).toBe(2);
    expect((await listGrants(other.auditor, { status: [] })).total.count).toBe(0);
  });

  it.each(["expiry", "-expiry", "granted", "-granted"] as const)(
    "come a page at a time by %s, each once",
    async (sort) => {
      const seen: string[] = [];
      const times: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listGrants(org.auditor, {
          status: ["active", "expired"],
          sort,
          cursor,
          limit: 1_000,
        });
        seen.push(...page.items.map(({ id }) => id));
        times.push(...page.items.map((item) => (sort.endsWith("expiry") ? item.expiresAt : item.grantedAt)));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(new Set(seen).size).toBe(SERVERS * CONSUMERS + 2);
      const sorted = times.toSorted();
      expect(times).toEqual(sort.startsWith("-") ? sorted.toReversed() : sorted);
    },
  );

  it("take no cursor of another order", async () => {
    const { nextCursor } = await listGrants(org.auditor, { limit: 1 });
    const asked = { sort: "-granted", cursor: nextCursor ?? "" } as const;
    await expect(listGrants(org.auditor, asked)).rejects.toMatchObject({ code: "invalid" });
  });

  it("leave as a file, which the trail knows of", async () => {
    let text = "";
    for await (const piece of await exportGrantsCsv(org.auditor, { origin: "approval" })) text += piece;
    expect(text.trim().split("\r\n")).toHaveLength(3);
    expect(text).toContain("Customers wait three days");
    expect(await trail(org.organizationId, ["grants.exported"])).toHaveLength(1);
  });

  it("say what may be done with each, by whom", async () => {
    const { items } = await listGrants(org.owner, { kind: "tool" });
    const [grant] = items;
    expect(grant?.allowed).toMatchObject({ suspend: true, revoke: true });
    await changeGrants(org.owner, { grantIds: [grant?.id ?? ""], action: "suspend", reason: "An incident." });
    const held = await listGrants(org.owner, { status: "suspended" });
    expect(held.items).toMatchObject([{ id: grant?.id, status: "suspended", allowed: { resume: true } }]);
    const seen = await listGrants(org.member, { status: "suspended" });
    expect(seen.items[0]?.allowed.resume).toMatch(/owner/);
  });
});

/** What the planner reads for a page, and for its count: never all grants. */
describe("a page of all grants", () => {
  const base = (asked: Partial<GrantFilter>): GrantFilter => ({
    ...{
      organizationId: org.organizationId,
      status: ["active"],
      kind: [],
      origin: [],
      environment: [],
      impact: [],
    },
    ...{ serverId: undefined, consumerId: undefined, answererId: undefined, called: null },
    ...{ ends: { from: null, until: null }, now: new Date() },
    ...asked,
  });

  it.each([
    ["by its end", {}, "expiry", /expires_at_id_idx/],
    ["by its start", {}, "-granted", /state_granted_at/],
    [
      "in a window",
      { ends: { from: new Date(), until: new Date(Date.now() + 7 * DAY_MS) } },
      "expiry",
      /expires_at/,
    ],
  ] as const)("is read along an index: %s", async (_what, asked, sort, index) => {
    const plan = await planOf((tx) => findGrantIds(tx, base(asked), { sort, after: null, limit: 51 }));
    expect(plan).toMatch(index);
    expect(plan).not.toMatch(/Seq Scan on grants/);
  });

  it("is counted without looking at other tables where nothing of them is asked", async () => {
    const plan = await planOf((tx) => countGrants(tx, base({ ends: { from: null, until: new Date() } })));
    expect(plan).not.toMatch(/on (server|tool|scope|consumer) /);
  });
});

async function planOf(ask: (tx: Tx) => Promise<unknown>): Promise<string> {
  return inTenant(org.organizationId, "read", async (tx) => {
    await askByIndex(tx);
    const lines: string[] = [];
    const explaining = new Proxy(tx, {
      get: (target, name) =>
        name === "$queryRaw"
          ? async (strings: TemplateStringsArray, ...values: unknown[]) => {
              const explained = [`explain ${strings[0]}`, ...strings.slice(1)];
              const raw = Object.assign(explained, { raw: explained }) as unknown as TemplateStringsArray;
              const rows = await target.$queryRaw<{ "QUERY PLAN": string }[]>(raw, ...values);
              lines.push(...rows.map((row) => row["QUERY PLAN"]));
              return [];
            }
          : Reflect.get(target, name),
    });
    await ask(explaining);
    return lines.join("\n");
  });
}
