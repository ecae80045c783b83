import "#tests/setup/use-test-database.ts";
import { afterEach, describe, expect, it } from "vitest";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { reactivateUser } from "#lib/identity/commands/reactivate-user.ts";
import { setRoles } from "#lib/identity/commands/set-roles.ts";
import { acceptOwnership } from "#lib/inventory/commands/accept-ownership.ts";
import { assignOwners } from "#lib/inventory/commands/assign-owners.ts";
import { claimServer } from "#lib/inventory/commands/claim-server.ts";
import { confirmClaim } from "#lib/inventory/commands/confirm-claim.ts";
import { declineOwnership } from "#lib/inventory/commands/decline-ownership.ts";
import { expireOwnershipOffers } from "#lib/inventory/commands/expire-ownership-offers.ts";
import { offerOwnership } from "#lib/inventory/commands/offer-ownership.ts";
import { withdrawOwnershipOffer } from "#lib/inventory/commands/withdraw-ownership-offer.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { listMyOwnership } from "#lib/inventory/queries/list-my-ownership.ts";
import { listServerOffers } from "#lib/inventory/queries/list-server-offers.ts";
import { planChanges } from "#lib/inventory/steps/plan-changes.ts";
import { react } from "#lib/jobs/reactions.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { getServerFindings } from "#lib/policy/queries/get-server-findings.ts";
import { eventsOf } from "#tests/factories/audit.ts";
import { newConsumer, newServer } from "#tests/factories/inventory.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

const REASON = "I run the team that uses it.";
const DAY_MS = 86_400_000;
let putBack: (() => void) | undefined;

afterEach(() => {
  putBack?.();
  putBack = undefined;
});

function moveClock(days: number): void {
  putBack?.();
  putBack = setClock(() => new Date(Date.now() + days * DAY_MS));
}

async function seatsOf(organization: TestOrganization, slug: string) {
  const { owner, backupOwner } = await getServer(organization.admin, { slug });
  return { owner: owner?.id ?? null, backup: backupOwner?.id ?? null };
}

/** The person leaves, and the worker tells every room. */
async function leave(organization: TestOrganization, userId: string): Promise<void> {
  await deactivateUser(organization.admin, { userId });
  await tell(organization, "user.deactivated", userId);
}

async function tell(
  { organizationId }: TestOrganization,
  type: "user.deactivated" | "user.reactivated",
  userId: string,
): Promise<void> {
  const event = { id: newId(), type, subject: { kind: "user", id: userId, name: "x" }, detail: {} };
  await react(organizationId, [event]);
}

describe("assigning a server", () => {
  it("takes nobody who may only read, in either seat", async () => {
    const organization = await newOrganization();
    const { serverId } = await newServer(organization, { environment: "staging" });
    const assign = (ownerId: string, backupOwnerId: string | null) =>
      assignOwners(organization.admin, { serverId, version: 1, ownerId, backupOwnerId, reason: REASON });
    const { owner, auditor } = organization;
    await expect(assign(auditor.userId, null)).rejects.toMatchObject({
      fields: { ownerId: expect.stringContaining("may only read") },
    });
    await expect(assign(owner.userId, auditor.userId)).rejects.toMatchObject({
      fields: { backupOwnerId: expect.stringContaining("may only read") },
    });
    await expect(newServer(organization, { ownerId: auditor.userId })).rejects.toMatchObject({
      fields: { ownerId: expect.stringContaining("may only read") },
    });
    const [inBulk] = await inTenant(organization.organizationId, "read", (tx) =>
      planChanges({ tx, actor: organization.admin, now: new Date() }, [
        { serverId, wanted: { ownerId: auditor.userId } },
      ]),
    );
    expect(inBulk).toMatchObject({ outcome: "refused", reason: expect.stringContaining("may only read") });
  });
});

describe("a backup owner", () => {
  it("takes over what its owner left, and changes seats with one who is still here", async () => {
    const organization = await newOrganization();
    const { admin, owner, member } = organization;
    const [orphan, handed] = [await newServer(organization), await newServer(organization)];
    const receiverId = member.userId;
    const offered = await offerOwnership(owner, { serverId: handed.serverId, seat: "owner", receiverId });
    await acceptOwnership(member, offered);
    expect(await seatsOf(organization, handed.slug)).toEqual({ owner: receiverId, backup: owner.userId });

    await leave(organization, owner.userId);
    const asked = await offerOwnership(admin, { serverId: orphan.serverId, seat: "owner", receiverId });
    await acceptOwnership(member, asked);
    expect(await seatsOf(organization, orphan.slug)).toEqual({ owner: receiverId, backup: null });
    const findings = await getServerFindings(admin, { serverId: orphan.serverId });
    expect(findings.map(({ rule }) => rule)).toContain("no_backup_owner");
  });

  it("is assigned as the owner; in production with a new backup owner", async () => {
    const organization = await newOrganization();
    const { admin, member, approver } = organization;
    const both = { ownerId: member.userId, backupOwnerId: member.userId, reason: REASON };
    const staging = await newServer(organization, { environment: "staging" });
    await assignOwners(admin, { serverId: staging.serverId, ...both });
    expect(await seatsOf(organization, staging.slug)).toEqual({ owner: member.userId, backup: null });
    const production = await newServer(organization, { environment: "production" });
    const { serverId, slug } = production;
    await expect(assignOwners(admin, { serverId, ...both })).rejects.toMatchObject({
      fields: { backupOwnerId: expect.stringContaining("Choose a new one") },
    });
    await assignOwners(admin, { serverId, ...both, backupOwnerId: approver.userId });
    expect(await seatsOf(organization, slug)).toEqual({ owner: member.userId, backup: approver.userId });
  });
});

describe("handing a server over", () => {
  it("changes nothing until the receiver accepts, then everything at once, on the record", async () => {
    const organization = await newOrganization();
    const { owner, member, approver } = organization;
    const { serverId, slug } = await newServer(organization);
    const { offerId } = await offerOwnership(owner, {
      serverId,
      seat: "owner",
      receiverId: approver.userId,
      message: "Your team now.",
    });
    expect(await seatsOf(organization, slug)).toEqual({ owner: owner.userId, backup: member.userId });
    expect((await listMyOwnership(approver, {})).toAnswer).toMatchObject([
      { id: offerId, server: { slug }, message: "Your team now.", allowed: { accept: true } },
    ]);
    expect((await listMyOwnership(member, {})).toAnswer).toEqual([]);

    await acceptOwnership(approver, { offerId });
    expect(await seatsOf(organization, slug)).toEqual({ owner: approver.userId, backup: member.userId });
    const [changed] = await eventsOf(organization.organizationId, "server.owners_changed");
    expect(changed?.detail).toMatchObject({
      serverId,
      offeredById: owner.userId,
      changes: { owner: { before: "Owner", after: "Approver" } },
    });
    const [offered] = await eventsOf(organization.organizationId, "ownership.offered");
    expect(offered?.detail).toMatchObject({ notify: [approver.userId], seat: "owner" });
    expect((await listServerOffers(owner, { serverId })).open).toEqual([]);
  });

  it("is accepted by the receiver only, whatever the role", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization);
    const receiverId = organization.approver.userId;
    const { offerId } = await offerOwnership(organization.owner, { serverId, seat: "owner", receiverId });
    for (const other of [organization.admin, organization.owner, organization.member]) {
      await expect(acceptOwnership(other, { offerId })).rejects.toMatchObject({ code: "forbidden" });
    }
    expect((await seatsOf(organization, slug)).owner).toBe(organization.owner.userId);
  });

  it("leads nowhere once who offered it may no longer give the seat, and the sweep ends it", async () => {
    const organization = await newOrganization();
    const { organizationId, owner, admin, approver, approver2, member } = organization;
    const { serverId } = await newServer(organization);
    const late = await newPerson(organizationId, "Late", ["member"]);
    const { offerId } = await offerOwnership(owner, { serverId, seat: "backup", receiverId: late.userId });
    const owners = { ownerId: approver.userId, backupOwnerId: member.userId };
    await assignOwners(admin, { serverId, ...owners, reason: "The owner misused the server." });
    const refused = { code: "refused", publicMessage: expect.stringContaining("may no longer give") };
    await expect(acceptOwnership(late, { offerId })).rejects.toMatchObject(refused);

    const other = await newServer(organization);
    const demoted = await newPerson(organizationId, "Demoted", ["admin"]);
    const byAdmin = { serverId: other.serverId, seat: "owner", receiverId: approver2.userId } as const;
    const second = await offerOwnership(demoted, byAdmin);
    await setRoles(admin, { userId: demoted.userId, roles: ["auditor"] });
    await expect(acceptOwnership(approver2, second)).rejects.toMatchObject(refused);
    const job = systemActor(organizationId, "test");
    expect(await expireOwnershipOffers(job, {})).toMatchObject({ expired: 2 });
  });

  it("is invisible to another organization", async () => {
    const organization = await newOrganization();
    const stranger = await newOrganization();
    const { serverId } = await newServer(organization);
    const receiverId = organization.approver.userId;
    const { offerId } = await offerOwnership(organization.owner, { serverId, seat: "owner", receiverId });
    await expect(acceptOwnership(stranger.admin, { offerId })).rejects.toMatchObject({ code: "not_found" });
    await expect(listServerOffers(stranger.admin, { serverId })).rejects.toMatchObject({ code: "not_found" });
    await expect(
      offerOwnership(organization.owner, { serverId, seat: "backup", receiverId: stranger.owner.userId }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("has one open offer for a seat, whoever of two is faster", async () => {
    const organization = await newOrganization();
    const { serverId } = await newServer(organization);
    const offerTo = (receiverId: string) =>
      offerOwnership(organization.owner, { serverId, seat: "owner", receiverId });
    const outcomes = await Promise.allSettled([
      offerTo(organization.approver.userId),
      offerTo(organization.approver2.userId),
    ]);
    expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect((await listServerOffers(organization.owner, { serverId })).open).toHaveLength(1);
    const backup = { serverId, seat: "backup" as const, receiverId: organization.approver2.userId };
    await expect(offerOwnership(organization.owner, backup)).resolves.toBeDefined();
  });

  it("ends once, when it is accepted and taken back at the same moment", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization);
    const receiverId = organization.approver.userId;
    const { offerId } = await offerOwnership(organization.owner, { serverId, seat: "owner", receiverId });
    const [accepted, withdrawn] = await Promise.allSettled([
      acceptOwnership(organization.approver, { offerId }),
      withdrawOwnershipOffer(organization.owner, { offerId }),
    ]);
    expect([accepted.status, withdrawn.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    const { owner } = await seatsOf(organization, slug);
    expect(owner).toBe(accepted.status === "fulfilled" ? receiverId : organization.owner.userId);
  });

  it("is declined with a reason, and can be offered again", async () => {
    const organization = await newOrganization();
    const { serverId } = await newServer(organization);
    const offer = { serverId, seat: "owner" as const, receiverId: organization.approver.userId };
    const { offerId } = await offerOwnership(organization.owner, offer);
    await declineOwnership(organization.approver, { offerId, reason: "I leave the team in June." });
    const [declined] = await eventsOf(organization.organizationId, "ownership.declined");
    expect(declined?.detail).toMatchObject({
      reason: "I leave the team in June.",
      notify: [organization.owner.userId],
    });
    await expect(offerOwnership(organization.owner, offer)).resolves.toBeDefined();
  });

  it("counts for nothing after its last day, before any sweep, and leaves the seat free for a new one", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization);
    const offer = { serverId, seat: "owner" as const, receiverId: organization.approver.userId };
    const { offerId } = await offerOwnership(organization.owner, offer);
    moveClock(15);
    await expect(acceptOwnership(organization.approver, { offerId })).rejects.toMatchObject({
      code: "refused",
    });
    expect((await listServerOffers(organization.owner, { serverId })).open).toEqual([]);
    expect((await listMyOwnership(organization.approver, {})).toAnswer).toEqual([]);
    await offerOwnership(organization.owner, offer);
    expect(await eventsOf(organization.organizationId, "ownership.expired")).toHaveLength(1);
    moveClock(30);
    const sweep = systemActor(organization.organizationId, "sweep");
    expect(await expireOwnershipOffers(sweep, {})).toMatchObject({ expired: 1 });
    expect(await expireOwnershipOffers(sweep, {})).toMatchObject({ expired: 0 });
    expect((await seatsOf(organization, slug)).owner).toBe(organization.owner.userId);
  });

  it("holds the seat no longer than its receiver may accept", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization);
    const receiver = await newPerson(organization.organizationId, "Receiver", ["member"]);
    const offer = { serverId, seat: "owner" as const, receiverId: receiver.userId };
    const { offerId } = await offerOwnership(organization.owner, offer);
    await setRoles(organization.admin, { userId: receiver.userId, roles: ["auditor"] });
    expect((await listServerOffers(organization.owner, { serverId })).open).toEqual([]);
    await expect(acceptOwnership(receiver, { offerId })).rejects.toMatchObject({
      publicMessage: expect.stringContaining("may only read"),
    });
    const { offerId: second } = await offerOwnership(organization.owner, {
      ...offer,
      receiverId: organization.approver.userId,
    });
    expect(await eventsOf(organization.organizationId, "ownership.withdrawn")).toHaveLength(1);
    await setRoles(organization.admin, { userId: organization.approver.userId, roles: ["auditor"] });
    const sweep = systemActor(organization.organizationId, "sweep");
    expect(await expireOwnershipOffers(sweep, {})).toMatchObject({ expired: 1 });
    await expect(acceptOwnership(organization.approver, { offerId: second })).rejects.toBeDefined();
    expect((await seatsOf(organization, slug)).owner).toBe(organization.owner.userId);
  });

  it("cannot go to somebody who has left, or who leaves half-way", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization);
    const offer = { serverId, seat: "owner" as const, receiverId: organization.approver.userId };
    const { offerId } = await offerOwnership(organization.owner, offer);
    await deactivateUser(organization.admin, { userId: organization.approver.userId });
    await expect(acceptOwnership(organization.approver, { offerId })).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("not active"),
    });
    expect((await listServerOffers(organization.owner, { serverId })).open).toEqual([]);
    await tell(organization, "user.deactivated", organization.approver.userId);
    expect(await eventsOf(organization.organizationId, "ownership.withdrawn")).toHaveLength(1);
    await expect(offerOwnership(organization.owner, offer)).rejects.toMatchObject({ code: "refused" });
    expect((await seatsOf(organization, slug)).owner).toBe(organization.owner.userId);
  });
});

describe("an owner who leaves", () => {
  it("makes orphans of all their servers: a finding at once, a notice to the backup owner and administrators", async () => {
    const organization = await newOrganization();
    const { owner, member, admin, approver } = organization;
    const first = await newServer(organization);
    const second = await newServer(organization, { backupOwnerId: admin.userId });
    await newConsumer(owner);
    const backedUp = await newServer(organization, { ownerId: member.userId, backupOwnerId: owner.userId });
    const { offerId } = await offerOwnership(owner, {
      serverId: first.serverId,
      seat: "owner",
      receiverId: approver.userId,
    });
    await leave(organization, owner.userId);

    for (const { serverId } of [first, second]) {
      const rules = (await getServerFindings(admin, { serverId })).map((finding) => finding.rule);
      expect(rules).toContain("owner_inactive");
    }
    const rules = (await getServerFindings(admin, { serverId: backedUp.serverId })).map(({ rule }) => rule);
    expect(rules).toContain("no_backup_owner");
    const told = await eventsOf(organization.organizationId, "ownership.orphaned");
    expect(told.map((event) => event.detail)).toEqual([
      expect.objectContaining({ servers: 2, consumers: 1, notify: [admin.userId] }),
      expect.objectContaining({ servers: 1, notify: [member.userId] }),
    ]);
    expect(await eventsOf(organization.organizationId, "server.orphaned")).toHaveLength(2);
    await expect(acceptOwnership(approver, { offerId })).rejects.toMatchObject({ code: "refused" });
    expect((await listMyOwnership(member, {})).orphans).toMatchObject([{ id: first.serverId }]);

    await tell(organization, "user.deactivated", owner.userId);
    expect(await eventsOf(organization.organizationId, "server.orphaned")).toHaveLength(2);
    expect(await eventsOf(organization.organizationId, "ownership.orphaned")).toHaveLength(2);
  });

  it("is noted again when they come back and leave once more", async () => {
    const organization = await newOrganization();
    const { owner } = organization;
    await newServer(organization);
    await leave(organization, owner.userId);
    await reactivateUser(organization.admin, { userId: owner.userId });
    await tell(organization, "user.reactivated", owner.userId);
    expect(await eventsOf(organization.organizationId, "server.owner_returned")).toHaveLength(1);
    await leave(organization, owner.userId);
    expect(await eventsOf(organization.organizationId, "server.orphaned")).toHaveLength(2);
  });
});

describe("claiming a server that nobody answers for", () => {
  async function orphan() {
    const organization = await newOrganization();
    const server = await newServer(organization);
    await leave(organization, organization.owner.userId);
    return { organization, ...server };
  }

  it("is not possible while its owner is there", async () => {
    const organization = await newOrganization();
    const { serverId } = await newServer(organization);
    await expect(claimServer(organization.approver, { serverId, reason: REASON })).rejects.toMatchObject({
      code: "refused",
    });
  });

  it("takes effect at once for the backup owner, and leaves the backup's seat empty", async () => {
    const { organization, serverId, slug } = await orphan();
    const claimed = await claimServer(organization.member, { serverId, reason: REASON });
    expect(claimed.state).toBe("confirmed");
    expect(await seatsOf(organization, slug)).toEqual({ owner: organization.member.userId, backup: null });
    const [changed] = await eventsOf(organization.organizationId, "server.owners_changed");
    expect(changed?.detail).toMatchObject({ reason: REASON, claimedBy: "Member" });
  });

  it("leaves a finding where the backup's seat was, as grave as the environment asks", async () => {
    const { organization, serverId } = await orphan();
    await claimServer(organization.member, { serverId, reason: REASON });
    const findings = await getServerFindings(organization.admin, { serverId });
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: "no_backup_owner", severity: "high", state: "open" }),
    );
  });

  it("needs an administrator for anybody else, and never the claimer", async () => {
    const { organization, serverId, slug } = await orphan();
    const chief = await newPerson(organization.organizationId, "Chief", ["admin"]);
    expect((await claimServer(chief, { serverId, reason: REASON })).state).toBe("claimed");
    const [claim] = (await listServerOffers(chief, { serverId })).open;
    const offerId = claim?.id ?? "";
    expect(claim?.allowed.confirm).toContain("somebody else");
    await expect(confirmClaim(chief, { offerId })).rejects.toMatchObject({ code: "refused" });
    await expect(confirmClaim(organization.member, { offerId })).rejects.toMatchObject({ code: "forbidden" });
    expect((await listMyOwnership(chief, {})).toAnswer).toEqual([]);
    expect((await listMyOwnership(organization.admin, {})).toAnswer).toMatchObject([{ id: offerId }]);
    await confirmClaim(organization.admin, { offerId });
    expect((await seatsOf(organization, slug)).owner).toBe(chief.userId);
  });

  it("has one claim at a time; the backup owner's goes before it", async () => {
    const { organization, serverId, slug } = await orphan();
    const claims = await Promise.allSettled([
      claimServer(organization.approver, { serverId, reason: REASON }),
      claimServer(organization.approver2, { serverId, reason: REASON }),
    ]);
    expect(claims.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    await claimServer(organization.member, { serverId, reason: REASON });
    expect((await seatsOf(organization, slug)).owner).toBe(organization.member.userId);
    expect((await listServerOffers(organization.admin, { serverId })).open).toEqual([]);
  });

  it("is declined by an administrator with a reason", async () => {
    const { organization, serverId, slug } = await orphan();
    await claimServer(organization.approver, { serverId, reason: REASON });
    const [claim] = (await listServerOffers(organization.admin, { serverId })).open;
    const declining = { offerId: claim?.id ?? "", reason: "The platform team takes it." };
    await expect(declineOwnership(organization.member, declining)).rejects.toMatchObject({
      code: "forbidden",
    });
    await declineOwnership(organization.admin, declining);
    expect((await seatsOf(organization, slug)).owner).toBe(organization.owner.userId);
  });
});
