import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { listCredentialPlaces } from "#lib/discovery/queries/list-credential-places.ts";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { remindOfExpiry } from "#lib/inventory/commands/remind-of-expiry.ts";
import { revokeCredential } from "#lib/inventory/commands/revoke-credential.ts";
import { rotateCredential } from "#lib/inventory/commands/rotate-credential.ts";
import { updateCredential } from "#lib/inventory/commands/update-credential.ts";
import { exportCredentialsCalendar } from "#lib/inventory/export-credentials.ts";
import { countCredentialDays } from "#lib/inventory/queries/count-credential-days.ts";
import { getCredential } from "#lib/inventory/queries/get-credential.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { listCredentials } from "#lib/inventory/queries/list-credentials.ts";
import { listExpiringCredentials } from "#lib/inventory/queries/list-expiring-credentials.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import { refreshFindings } from "#lib/policy/commands/refresh-findings.ts";
import { getServerFindings } from "#lib/policy/queries/get-server-findings.ts";
import { eventsOf } from "#tests/factories/audit.ts";
import { newServer } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const NOW = new Date("2026-11-27T12:00:00Z");
const REASON = "Found in a public repository.";

let org: TestOrganization;
let putBack: () => void;
beforeEach(async () => {
  putBack = setClock(() => NOW);
  org = await newOrganization();
  return () => putBack();
});
afterAll(disconnect);

async function newCredential(serverId: string, expiresAt: string | null, name = "API key") {
  return addCredential(org.admin, { serverId, name, kind: "api_key", keptIn: "secret_manager", expiresAt });
}

/** What only an import can do: the same value seen on this credential. */
async function seeFingerprint(credentialId: string, fingerprint: string) {
  await inTenant(org.organizationId, "write", (tx) =>
    tx.credential.updateMany({ where: { id: credentialId }, data: { fingerprint } }),
  );
}

describe("a rotation", () => {
  it("gives the record new times, keeps what was there before, and is in the trail", async () => {
    const { serverId, slug } = await newServer(org);
    const { credentialId } = await newCredential(serverId, "2026-12-01");
    await seeFingerprint(credentialId, "hmac-sha256:0123456789abcdef");
    await rotateCredential(org.owner, { credentialId, rotatedAt: "2026-11-27", expiresAt: "2027-02-01" });
    const [shown] = (await getServer(org.admin, { slug })).credentials;
    expect(shown).toMatchObject({
      state: "active",
      status: "active",
      issuedAt: "2026-11-27T00:00:00.000Z",
      expiresAt: "2027-02-01T00:00:00.000Z",
      fingerprint: null,
    });
    const { rotations } = await getCredential(org.admin, { credentialId });
    expect(rotations).toMatchObject([
      { formerExpiresAt: "2026-12-01T00:00:00.000Z", recordedBy: "Owner", formerFingerprint: "0123456789" },
    ]);
    const [event] = await eventsOf(org.organizationId, "credential.rotated");
    expect(event?.detail).toMatchObject({ serverId, changes: { expiresAt: { before: expect.any(String) } } });
    expect(JSON.stringify(event)).not.toContain("0123456789abcdef");
  });

  it("is recorded once when two do so at once", async () => {
    const { serverId } = await newServer(org);
    const { credentialId } = await newCredential(serverId, "2026-12-01");
    const { version } = await getCredential(org.owner, { credentialId });
    const rotate = () => rotateCredential(org.owner, { credentialId, version, rotatedAt: "2026-11-27" });
    const outcomes = await Promise.allSettled([rotate(), rotate()]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    expect((await getCredential(org.owner, { credentialId })).rotations).toHaveLength(1);
  });

  it("is refused of a revoked credential, by a stranger, from elsewhere, and against the clock", async () => {
    const { serverId } = await newServer(org);
    const { credentialId } = await newCredential(serverId, "2026-12-01");
    const rotate = (actor = org.owner, rotatedAt = "2026-11-27") =>
      rotateCredential(actor, { credentialId, rotatedAt });
    await expect(rotate(org.owner, "2026-11-28")).rejects.toMatchObject({ code: "invalid" });
    await expect(rotate(org.approver)).rejects.toMatchObject({ code: "forbidden" });
    await expect(rotate((await newOrganization()).admin)).rejects.toMatchObject({ code: "not_found" });
    await revokeCredential(org.owner, { credentialId, reason: REASON });
    await expect(rotate()).rejects.toMatchObject({ code: "refused" });
    const page = await getCredential(org.owner, { credentialId });
    expect(page).toMatchObject({ status: "revoked", revokeReason: REASON });
    expect(page.allowed.rotate).toContain("revoked");
    await expect(revokeCredential(org.owner, { credentialId, reason: REASON })).rejects.toMatchObject({
      code: "refused",
    });
  });
});

describe("one value on several servers", () => {
  it("is shown on each of them, is a finding, and is over when it was rotated", async () => {
    const servers = [await newServer(org, { name: "Payments" }), await newServer(org, { name: "CRM" })];
    const ids = await Promise.all(
      servers.map(async ({ serverId }) => (await newCredential(serverId, "2027-02-01")).credentialId),
    );
    for (const id of ids) await seeFingerprint(id, "hmac-sha256:same");
    const [payments, crm] = servers;
    const serverIds = servers.map(({ serverId }) => serverId);
    const rulesOf = async (serverId = "") => {
      await refreshFindings(systemActor(org.organizationId, "test"), { serverIds });
      return (await getServerFindings(org.admin, { serverId })).map(({ rule }) => rule);
    };
    expect((await getServer(org.admin, { slug: crm?.slug ?? "" })).credentials[0]?.alsoOn).toEqual([
      { slug: payments?.slug, name: "Payments" },
    ]);
    expect((await getCredential(org.owner, { credentialId: ids[0] ?? "" })).alsoUsedBy).toMatchObject([
      { name: "CRM" },
    ]);
    expect(await rulesOf(payments?.serverId)).toContain("credential_reused");
    await rotateCredential(org.owner, { credentialId: ids[1] ?? "", rotatedAt: "2026-11-27" });
    expect(await rulesOf(payments?.serverId)).not.toContain("credential_reused");
    expect(await listCredentialPlaces(org.owner, { credentialId: ids[1] ?? "" })).toEqual([]);
    // Where secrets lie is not for everybody who may see the server.
    expect(await listCredentialPlaces(org.approver, { credentialId: ids[1] ?? "" })).toBeNull();
  });
});

describe("the list of credentials", () => {
  it("pages by end, those without one last, and filters by window, kind and who answers", async () => {
    const { serverId } = await newServer(org);
    const other = await newServer(org, { ownerId: org.approver.userId, backupOwnerId: org.approver2.userId });
    for (const end of ["2026-11-20", "2026-12-01", "2026-12-20", "2027-06-01", null]) {
      await newCredential(serverId, end, `Ends ${end}`);
    }
    await newCredential(other.serverId, "2026-12-01", "Of others");
    const pages: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCredentials(org.auditor, { limit: 2, cursor });
      pages.push(page.items.map(({ expiresAt }) => expiresAt?.slice(0, 10) ?? "none").join(" "));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(pages).toEqual(["2026-11-20 2026-12-01", "2026-12-01 2026-12-20", "2027-06-01 none"]);
    const countOf = async (filter: Parameters<typeof listCredentials>[1]) =>
      (await listCredentials(org.auditor, filter)).total.count;
    expect(await countOf({ window: "expired" })).toBe(1);
    expect(await countOf({ window: "7d" })).toBe(2);
    expect(await countOf({ window: "7d", answererId: org.member.userId })).toBe(1);
    expect(await countOf({ window: "30d" })).toBe(3);
    expect(await countOf({ window: "later" })).toBe(1);
    expect(await countOf({ window: "none" })).toBe(1);
    expect(await countOf({ day: "2026-12-01" })).toBe(2);
    expect(await countOf({ kind: ["certificate"] })).toBe(0);
    expect(await countOf({ state: ["revoked"] })).toBe(0);
    const { days } = await countCredentialDays(org.auditor, { month: "2026-12" });
    expect(days).toHaveLength(31);
    expect(days.filter(({ count }) => count > 0)).toMatchObject([
      { day: "2026-12-01", count: 2 },
      { day: "2026-12-20", count: 1 },
    ]);
    expect((await listCredentials((await newOrganization()).admin, {})).total.count).toBe(0);
    const forged = listCredentials(org.auditor, { cursor: Buffer.from('["x","y"]').toString("base64url") });
    await expect(forged).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("very many that ended and were never taken off the record", () => {
  const PLACE = { origin: "https://steward.example", now: NOW };
  const DAY_MS = 86_400_000;

  /** What a year of imports leaves behind. */
  async function manyEnding(serverId: string, at: Date, count: number) {
    const row = { organizationId: org.organizationId, serverId, kind: "api_key" } as const;
    await inTenant(org.organizationId, "write", (tx) =>
      tx.credential.createMany({
        data: Array.from({ length: count }, (_, number) => ({
          ...row,
          keptIn: "secret_manager" as const,
          id: crypto.randomUUID(),
          name: `Old ${number}`,
          state: "active" as const,
          expiresAt: at,
          addedAt: NOW,
        })),
      }),
    );
  }

  it("do not keep what comes out of the calendar", async () => {
    const { serverId } = await newServer(org);
    await manyEnding(serverId, new Date(NOW.getTime() - 100 * DAY_MS), 5_001);
    await newCredential(serverId, "2026-11-20", "Ended last week");
    await newCredential(serverId, "2027-03-05", "Ends in spring");
    const file = await exportCredentialsCalendar(org.auditor, {}, PLACE);
    expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(file).toContain("Ends in spring");
    expect(file).not.toContain("X-WR-CALDESC");
  });

  it("are cut off in the calendar in words", async () => {
    const { serverId } = await newServer(org);
    await manyEnding(serverId, new Date(NOW.getTime() + DAY_MS), 5_001);
    const file = await exportCredentialsCalendar(org.auditor, {}, PLACE);
    expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(5_000);
    expect(file.replaceAll("\r\n ", "")).toContain("X-WR-CALDESC:Only the soonest 5000 are in this file.");
  });

  it("do not hide what ends soon from the overview", async () => {
    const { serverId } = await newServer(org);
    await manyEnding(serverId, new Date(NOW.getTime() - 100 * DAY_MS), 201);
    await newCredential(serverId, "2026-12-05", "Ends soon");
    const { items, hasMore } = await listExpiringCredentials(org.auditor, { days: 30 });
    expect(items[0]?.name).toBe("Ends soon");
    expect({ count: items.length, hasMore }).toEqual({ count: 200, hasMore: true });
  });
});

describe("a reminder", () => {
  const remind = (days: 30 | 7 | 1) =>
    remindOfExpiry(systemActor(org.organizationId, "expiry reminders"), { days });

  it("goes to owner and backup owner, once for each step, and anew after a rotation", async () => {
    const { serverId, slug } = await newServer(org);
    const { credentialId } = await newCredential(serverId, "2026-12-01");
    await newCredential(serverId, null, "Without an end");
    await newCredential(serverId, "2026-11-01", "Over");
    expect(await remind(7)).toBe(1);
    expect(await Promise.all([remind(7), remind(30)])).toEqual([0, 0]);
    const [event, ...more] = await eventsOf(org.organizationId, "credential.expiry_near");
    expect(more).toEqual([]);
    expect(event?.detail).toMatchObject({
      serverId,
      days: 7,
      credentials: ["API key"],
      notify: [org.owner.userId, org.member.userId],
      href: `/servers/${slug}?tab=credentials`,
    });
    setClock(() => new Date("2026-11-30T12:00:00Z"));
    expect(await remind(1)).toBe(1);
    await rotateCredential(org.owner, { credentialId, rotatedAt: "2026-11-30", expiresAt: "2026-12-20" });
    expect(await remind(30)).toBe(1);
    await updateCredential(org.owner, { credentialId, expiresAt: "2026-12-21" });
    expect(await remind(30)).toBe(1);
  });

  it("is shared, not repeated, when two workers look at once", async () => {
    const { serverId } = await newServer(org);
    for (let number = 0; number < 5; number += 1)
      await newCredential(serverId, "2026-12-20", `Key ${number}`);
    const counts = await Promise.all([remind(30), remind(30)]);
    expect(counts[0] + counts[1]).toBe(5);
  });
});
