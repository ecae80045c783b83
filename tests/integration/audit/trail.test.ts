import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { getAuditHead } from "#lib/audit/queries/get-audit-head.ts";
import { getEvent } from "#lib/audit/queries/get-event.ts";
import { getTrailVerdict } from "#lib/audit/queries/get-trail-verdict.ts";
import { listAuditEvents } from "#lib/audit/queries/list-audit-events.ts";
import { listServerHistory } from "#lib/audit/queries/list-server-history.ts";
import { readTrail } from "#lib/audit/read-trail.ts";
import { verifyTrail } from "#lib/audit/verify-trail.ts";
import { appendStandalone } from "#lib/kernel/audit-log.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

let org: TestOrganization;
const serverId = newId();

beforeEach(async () => {
  org = await newOrganization();
  for (let index = 0; index < 9; index += 1) await append(index);
});

/** Event number n of nine has index n - 1; those with an even index name the server. */
function append(index: number) {
  const detail = index % 2 === 0 ? { index, serverId } : { index, "10": 1, "9": 2, ключ: "значение \u2028" };
  const subject = { kind: "grant", id: newId(), name: `grant ${index}` };
  return appendStandalone(org.admin, { type: "grant.issued", subject, detail }, new Date());
}

async function verdict() {
  const head = await getAuditHead(org.auditor, {});
  return verifyTrail({ chunks: readTrail(org.auditor, head), head });
}

const where = () => `organization_id = '${org.organizationId}'`;

describe("verifying", () => {
  it("finds an untouched trail whole, in the page's query and in the stream", async () => {
    expect(await verdict()).toMatchObject({ ok: true, next: { sequence: 9n } });
    const page = await getTrailVerdict(org.auditor, {});
    expect(page).toMatchObject({ isWhole: true, isComplete: true, checkedTo: 9, problem: null });
  });

  it("stays true while others append", async () => {
    const appends = Promise.all(Array.from({ length: 40 }, (_, index) => append(index)));
    for (let round = 0; round < 10; round += 1) {
      expect(await verdict()).toMatchObject({ ok: true });
      expect(await getTrailVerdict(org.auditor, {})).toMatchObject({ isWhole: true });
    }
    await appends;
    expect(await verdict()).toMatchObject({ ok: true, next: { sequence: 49n } });
  });

  it.each([
    ["detail", `detail = '{"index": 99}'`],
    ["who", "actor_name = 'Mallory'"],
    ["when", "occurred_at = occurred_at - interval '1 day'"],
    ["type", "type = 'grant.revoked'"],
    ["its own hash", "hash = decode(repeat('ab', 32), 'hex')"],
  ])("names the event the database's owner altered: %s", async (_what, change) => {
    await asOwner(`update audit_event set ${change} where ${where()} and sequence = 5`);
    expect(await verdict()).toMatchObject({ ok: false, sequence: 5n });
    expect(await getTrailVerdict(org.auditor, {})).toMatchObject({
      isWhole: false,
      problem: { sequence: 5 },
    });
  });

  it("names the first missing event", async () => {
    await asOwner(`delete from audit_event where ${where()} and sequence = 4`);
    expect(await verdict()).toEqual({ ok: false, sequence: 4n, problem: "the event is missing" });
  });

  it("finds a tail that was cut", async () => {
    await asOwner(`delete from audit_event where ${where()} and sequence > 6`);
    expect(await verdict()).toMatchObject({ ok: false, sequence: 7n });
    expect(await getTrailVerdict(org.auditor, {})).toMatchObject({
      isWhole: false,
      problem: { sequence: 7 },
    });
  });

  it("finds events past a head that was wound back", async () => {
    await asOwner(
      `update audit_head set sequence = 6, hash = (select hash from audit_event where ${where()} and sequence = 6) where ${where()}`,
    );
    expect(await verdict()).toMatchObject({ ok: false, sequence: 7n });
    expect(await getTrailVerdict(org.auditor, {})).toMatchObject({
      isWhole: false,
      problem: { sequence: 7 },
    });
  });

  it("finds a tail that was cut together with the head, by a head noted outside", async () => {
    const anchor = await getAuditHead(org.auditor, {});
    await asOwner(
      `update audit_head set sequence = 6, hash = (select hash from audit_event where ${where()} and sequence = 6) where ${where()}`,
    );
    await asOwner(`delete from audit_event where ${where()} and sequence > 6`);
    const head = await getAuditHead(org.auditor, {});
    expect(await verifyTrail({ chunks: readTrail(org.auditor, head), head })).toMatchObject({ ok: true });
    const anchored = await verifyTrail({ chunks: readTrail(org.auditor, head), head, anchor });
    expect(anchored).toMatchObject({ ok: false, sequence: 7n });
  });
});

describe("the application's own database role", () => {
  it.each([
    ["update", "update audit_event set actor_name = 'Mallory'"],
    ["delete", "delete from audit_event"],
    ["truncate", "truncate audit_event"],
    ["move the head of", "update audit_head set sequence = 1"],
    ["insert into", "insert into audit_event select * from audit_event limit 1"],
  ])("cannot %s the trail", async (_verb, statement) => {
    const attempt = inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));
    await expect(attempt).rejects.toThrow(/permission denied/);
    expect(await verdict()).toMatchObject({ ok: true });
  });
});

describe("browsing", () => {
  it("pages from the newest to the oldest, every event once", async () => {
    const seen: number[] = [];
    let cursor: number | null = null;
    do {
      const page: Awaited<ReturnType<typeof listAuditEvents>> = await listAuditEvents(org.auditor, {
        limit: 4,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...page.items.map((event) => event.sequence));
      cursor = page.nextCursor;
      expect(page.total).toEqual({ count: 9, isEstimate: false });
    } while (cursor !== null);
    expect(seen).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it("filters by type, actor, server and time", async () => {
    const count = async (filter: Parameters<typeof listAuditEvents>[1]) =>
      (await listAuditEvents(org.auditor, filter)).total.count;
    expect(await count({ type: "grant.issued", actorId: org.admin.userId })).toBe(9);
    expect(await count({ type: "grant.revoked" })).toBe(0);
    expect(await count({ serverId })).toBe(5);
    expect(await count({ serverId, actorId: org.owner.userId })).toBe(0);
    expect(await count({ from: "2020-01-01T00:00:00Z" })).toBe(9);
    expect(await count({ until: "2020-01-01T00:00:00Z" })).toBe(0);
  });

  it("gives one event with its sentence, label and ISO time", async () => {
    const event = await getEvent(org.auditor, { sequence: 1 });
    expect(event).toMatchObject({ label: "Grant issued", summary: "Admin issued the grant of grant 0" });
    expect(new Date(event.occurredAt).toISOString()).toBe(event.occurredAt);
  });

  it("shows a server's history to everybody who may see servers", async () => {
    const { items } = await listServerHistory(org.member, { serverId, limit: 3 });
    expect(items.map((event) => event.sequence)).toEqual([9, 7, 5]);
  });

  it("keeps the trail from members, and from other organizations", async () => {
    await expect(listAuditEvents(org.member, {})).rejects.toMatchObject({ code: "forbidden" });
    const other = await newOrganization();
    expect((await listAuditEvents(other.auditor, {})).items).toEqual([]);
    expect((await listServerHistory(other.auditor, { serverId })).items).toEqual([]);
    await expect(getEvent(other.auditor, { sequence: 1 })).rejects.toMatchObject({ code: "not_found" });
  });
});
