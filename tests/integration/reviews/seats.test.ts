import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { reassignItems } from "#lib/reviews/commands/reassign-items.ts";
import { listPossibleReviewers } from "#lib/reviews/queries/list-possible-reviewers.ts";
import { listReassignments } from "#lib/reviews/queries/list-reassignments.ts";
import { fillEmptySeats, followUpReviews, stageReactions } from "#lib/reviews/stage-jobs.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { answerItem } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let server: GovernedServer;
let manager: PersonActor;

afterEach(() => setClock(() => new Date()));

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
  manager = await newPerson(org.organizationId, "Manager", ["member"]);
  await asOwner("update users set manager_id = $1 where id = $2", [manager.userId, org.owner.userId]);
});

const itemsOf = (campaignId: string) =>
  inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findMany({ where: { campaignId }, orderBy: { position: "asc" } }),
  );
const noticesOf = (campaignId: string) =>
  inTenant(org.organizationId, "read", (tx) =>
    tx.campaignNotice.findMany({ where: { campaignId }, orderBy: { id: "asc" } }),
  );
const reviewersOf = async (campaignId: string) =>
  (await itemsOf(campaignId)).map(({ reviewerId }) => reviewerId);

describe("passing on", () => {
  it("gives an item to somebody whom the review allows, with the reason, on record", async () => {
    const { campaignId } = await runningReview(org, { subjects: ["server", "tool"] });
    const [first] = await itemsOf(campaignId);
    if (first === undefined) throw new Error("no item");
    const people = await listPossibleReviewers(org.owner, { campaignId, itemId: first.id });
    expect(people.map(({ name, closeness, whyNot }) => [name, closeness, whyNot === null])).toEqual([
      ["Owner", "owner", false],
      ["Admin", "backup_owner", true],
      ["Manager", "manager", true],
    ]);
    const reason = "She runs it day by day.";
    const order = { campaignId, itemIds: [first.id], toId: manager.userId, reason };
    expect(await reassignItems(org.owner, order)).toMatchObject({ items: 1, leftOut: 0 });
    expect(await reviewersOf(campaignId)).toEqual([manager.userId, org.owner.userId]);
    const { items } = await listReassignments(org.auditor, { campaignId });
    expect(items).toMatchObject([
      {
        kind: "by_hand",
        items: 1,
        reason,
        from: { name: "Owner" },
        to: { name: "Manager" },
        by: { name: "Owner" },
      },
    ]);
    const [event] = await trail(org.organizationId, ["campaign.items_reassigned"]);
    expect(event?.detail).toMatchObject({ kind: "by_hand", reason, notify: [manager.userId] });
    expect((await noticesOf(campaignId)).map(({ kind, personId, items }) => [kind, personId, items])).toEqual(
      [
        ["assignment", org.owner.userId, 2],
        ["assignment", manager.userId, 1],
      ],
    );
  });

  it("gives all that waits for somebody, and leaves what does not fit", async () => {
    const { campaignId } = await runningReview(org, {
      fallback: { kind: "person", userId: org.member.userId },
    });
    const order = { campaignId, fromId: org.owner.userId, toId: org.member.userId, reason: "On leave." };
    // The member owns the agent whose access the second item is.
    expect(await reassignItems(org.admin, order)).toMatchObject({ items: 2, leftOut: 1 });
    expect(await reviewersOf(campaignId)).toEqual([org.member.userId, org.owner.userId, org.member.userId]);
    const rows = await inTenant(org.organizationId, "read", (tx) => tx.campaignReassignment.findMany());
    expect(rows).toMatchObject([
      {
        items: 2,
        positions: [
          [1, 1],
          [3, 3],
        ],
      },
    ]);
  });

  it("is refused without a reason, to strangers, to who gains, of what others review, of what is answered", async () => {
    const { campaignId } = await runningReview(org);
    const items = await itemsOf(campaignId);
    const [about, access, tool] = items;
    if (about === undefined || access === undefined || tool === undefined) throw new Error("no items");
    const order = { campaignId, itemIds: [tool.id], toId: manager.userId, reason: "Better so." };
    await expect(reassignItems(org.owner, { ...order, reason: " " })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(reassignItems(org.owner, { ...order, toId: org.approver2.userId })).rejects.toThrow(
      /Choose somebody who/,
    );
    await expect(reassignItems(manager, order)).rejects.toThrow(/whoever reviews this or an administrator/);
    const whole = { campaignId, fromId: org.owner.userId, toId: manager.userId, reason: "Mine now." };
    await expect(reassignItems(manager, whole)).rejects.toMatchObject({ code: "forbidden" });
    await asOwner("update server set backup_owner_id = $1 where id = $2", [
      org.member.userId,
      server.serverId,
    ]);
    const own = { ...order, itemIds: [access.id], toId: org.member.userId };
    await expect(reassignItems(org.owner, own)).rejects.toThrow(/owns the consumer/);
    await answerItem(org.owner, {
      itemId: tool.id,
      decision: "revoke",
      reason: "Idle.",
      version: tool.version,
    });
    await expect(reassignItems(org.owner, order)).rejects.toThrow(/It is answered/);
    const other = await newOrganization();
    await expect(reassignItems(other.admin, order)).rejects.toMatchObject({ code: "not_found" });
    expect(await reviewersOf(campaignId)).toEqual(items.map(({ reviewerId }) => reviewerId));
  });
});

describe("a reviewer who leaves half-way", () => {
  it("leaves what is unanswered to the next whom the review names; what was answered stays theirs", async () => {
    const stages = [{ name: "Owners", reviewers: [{ kind: "owner" }, { kind: "backup_owner" }], days: 14 }];
    const { campaignId } = await runningReview(org, { stages });
    const [, access] = await itemsOf(campaignId);
    await answerItem(org.owner, {
      itemId: access?.id ?? "",
      decision: "revoke",
      reason: "Idle.",
      version: 1,
    });
    await deactivateUser(org.admin, { userId: org.owner.userId });
    const [event] = await trail(org.organizationId, ["user.deactivated"]);
    if (event === undefined) throw new Error("no event");
    await stageReactions["user.deactivated"]?.({ organizationId: org.organizationId, event });
    expect(await reviewersOf(campaignId)).toEqual([org.admin.userId, org.owner.userId, org.admin.userId]);
    const { items } = await listReassignments(org.admin, { campaignId });
    expect(items).toMatchObject([{ kind: "left", items: 2, by: null, to: { name: "Admin" } }]);
    await fillEmptySeats(org.organizationId);
    expect(await trail(org.organizationId, ["campaign.items_reassigned"])).toHaveLength(1);
  });

  it("is found by the sweep too, also one who may not answer any more", async () => {
    const { campaignId } = await runningReview(org, { subjects: ["tool"] });
    await asOwner("delete from role_assignment where user_id = $1", [org.owner.userId]);
    await fillEmptySeats(org.organizationId);
    expect(await reviewersOf(campaignId)).toEqual([org.admin.userId]);
  });

  it("becomes the consumer's owner, and leaves its access to another", async () => {
    const { campaignId } = await runningReview(org, { subjects: ["access", "tool"] });
    await asOwner("update consumer set owner_id = $1 where id = $2", [org.owner.userId, server.consumerId]);
    const event = {
      type: "consumer.changed" as const,
      subject: { kind: "consumer", id: server.consumerId, name: "Support agent" },
      detail: {},
    };
    await stageReactions["consumer.changed"]?.({ organizationId: org.organizationId, event });
    expect(await reviewersOf(campaignId)).toEqual([org.admin.userId, org.owner.userId]);
  });
});

describe("time that passes", () => {
  const at = (days: number, hour = 9) => {
    const day = addDays(new Date(), days).toISOString().slice(0, 10);
    setClock(() => new Date(`${day}T${String(hour).padStart(2, "0")}:00:00.000Z`));
  };

  it("reminds those with work left, once a day, in one notice for all their reviews; whoever is away by their delegate", async () => {
    const one = await runningReview(org, { subjects: ["tool"] });
    const two = await runningReview(org, { subjects: ["server"], name: "Second" });
    at(12, 5);
    await followUpReviews(org.organizationId);
    expect(await trail(org.organizationId, ["campaign.reminded"])).toEqual([]);
    at(12);
    await followUpReviews(org.organizationId);
    await followUpReviews(org.organizationId);
    const [told, ...rest] = await trail(org.organizationId, ["campaign.reminded"]);
    expect(rest).toEqual([]);
    expect(told?.detail).toMatchObject({
      items: 2,
      reviewCount: 2,
      notify: [org.owner.userId],
      href: "/reviews/mine",
    });
    for (const { campaignId } of [one, two]) {
      expect((await noticesOf(campaignId)).map(({ kind }) => kind)).toEqual(["assignment", "reminder"]);
    }
    const [item] = await itemsOf(one.campaignId);
    await answerItem(org.owner, { itemId: item?.id ?? "", decision: "revoke", reason: "Idle.", version: 1 });
    at(13, 1);
    const days = [13, 15].map((days) => addDays(new Date(), days).toISOString().slice(0, 10));
    await setAbsence(org.owner, {
      delegateId: org.member.userId,
      startsOn: days[0] ?? "",
      endsOn: days[1] ?? "",
    });
    at(14);
    await followUpReviews(org.organizationId);
    const [, delegated] = await trail(org.organizationId, ["campaign.reminded"]);
    expect(delegated?.detail).toMatchObject({ items: 1, reviewCount: 1, notify: [org.member.userId] });
  });

  it("passes what is overdue to the backup owner, then to the manager, and asks for the close; it never closes by itself", async () => {
    const { campaignId } = await runningReview(org, { subjects: ["tool"] });
    await asOwner("update server set backup_owner_id = $1 where id = $2", [
      org.member.userId,
      server.serverId,
    ]);
    at(15);
    await followUpReviews(org.organizationId);
    const [overdue] = await trail(org.organizationId, ["campaign.overdue"]);
    expect(overdue?.detail).toMatchObject({ waiting: 1, notify: [org.admin.userId] });
    expect(await reviewersOf(campaignId)).toEqual([org.owner.userId]);
    at(18);
    await followUpReviews(org.organizationId);
    await followUpReviews(org.organizationId);
    expect(await reviewersOf(campaignId)).toEqual([org.member.userId]);
    at(22);
    await followUpReviews(org.organizationId);
    expect(await reviewersOf(campaignId)).toEqual([manager.userId]);
    at(26);
    await followUpReviews(org.organizationId);
    expect(await reviewersOf(campaignId)).toEqual([org.admin.userId]);
    at(29);
    await followUpReviews(org.organizationId);
    expect(await trail(org.organizationId, ["campaign.escalated"])).toHaveLength(3);
    expect(await trail(org.organizationId, ["campaign.closing"])).toEqual([]);
    // Whoever manages it is told again a week later, not four days after that, and then at last.
    expect(await trail(org.organizationId, ["campaign.overdue"])).toHaveLength(3);
    expect((await noticesOf(campaignId)).filter(({ kind }) => kind === "escalation")).toHaveLength(3);
  });

  it("says once that everything is answered", async () => {
    const { campaignId } = await runningReview(org, { subjects: ["tool"] });
    const [item] = await itemsOf(campaignId);
    await answerItem(org.owner, { itemId: item?.id ?? "", decision: "revoke", reason: "Idle.", version: 1 });
    await followUpReviews(org.organizationId);
    await followUpReviews(org.organizationId);
    const events = await trail(org.organizationId, ["campaign.answered"]);
    expect(events.map(({ detail }) => detail)).toMatchObject([
      { isLastStage: true, notify: [org.admin.userId] },
    ]);
  });
});

it("who was told and what was passed on is not for the application's role to write", async () => {
  const { campaignId } = await runningReview(org);
  for (const statement of [
    `insert into campaign_notice select * from campaign_notice`,
    `delete from campaign_notice`,
    `update campaign_notice set items = 0`,
    `update campaign_reassignment set reason = ''`,
  ]) {
    const forged = inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));
    await expect(forged).rejects.toThrow(/permission denied/);
  }
  const asked = inTenant(
    org.organizationId,
    "write",
    (tx) =>
      tx.$queryRaw`select to_id from pass_on_campaign_items(${campaignId}::uuid, 'left', ${org.owner.userId}::uuid, now(), 0, 10)`,
  );
  await expect(asked).rejects.toThrow(/still can/);
});
