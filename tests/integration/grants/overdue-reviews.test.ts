import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { answerReviewSuspension } from "#lib/grants/commands/answer-review-suspension.ts";
import { changeGrants } from "#lib/grants/commands/change-grants.ts";
import { resumeReviewedGrants } from "#lib/grants/commands/resume-reviewed-grants.ts";
import { suspendOverdueGrants } from "#lib/grants/commands/suspend-overdue-grants.ts";
import { getReviewSuspension } from "#lib/grants/queries/get-review-suspension.ts";
import { warnOfReviews } from "#lib/inventory/commands/warn-of-reviews.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { STARTING_CADENCE } from "#lib/policy/approval/review-terms.ts";
import { noteReviewedServers } from "#lib/reviews/commands/note-reviewed-servers.ts";
import { putInForce } from "#tests/factories/approval-policy.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import {
  deliverEvents,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  toolState,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { answerItem, GOES_ON } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
});

const steward = () => systemActor(org.organizationId, "review clock");
const warn = (kind: "due" | "overdue" | "suspension") => warnOfReviews(steward(), { kind });
const suspend = () => suspendOverdueGrants(steward(), {});
const suspendAfter = (days: number | null) =>
  putInForce(org, { reviewCadence: { ...STARTING_CADENCE, suspendAfterDays: days } });

/** Its review was due so many days ago. */
const overdueBy = (days: number) =>
  asOwner("update server set next_review_on = current_date - $2::int where id = $1", [server.serverId, days]);
/** As if every warning had been given so many days earlier. */
const warnedAgo = (days: number) =>
  asOwner("update review_warning set at = at - make_interval(days => $2) where organization_id = $1", [
    org.organizationId,
    days,
  ]);

async function toolGrant() {
  return inTenant(org.organizationId, "read", (tx) =>
    tx.grant.findFirstOrThrow({ where: { toolId: server.refundId }, orderBy: { grantedAt: "desc" } }),
  );
}
const refund = () => toolState(org.organizationId, server.serverId, server.refundId);

async function overdueAndSuspended() {
  await suspendAfter(30);
  await overdueBy(40);
  await warn("suspension");
  await warnedAgo(14);
  return suspend();
}

/** The same tool under other names, each granted, past every guard. */
async function copyTools(count: number) {
  const ids = Array.from({ length: count }, () => newId()).toSorted();
  const copied = `unnest('{${ids.join(",")}}'::uuid[]) with ordinality as n(id, place)`;
  await asOwner(`
    alter table tool disable trigger user;
    alter table grants disable trigger user;
    insert into tool select (jsonb_populate_record(t, jsonb_build_object('id', n.id, 'name', 'copy_' || n.place))).*
    from tool t, ${copied} where t.id = '${server.refundId}';
    insert into grants select (jsonb_populate_record(g, jsonb_build_object('id', n.id, 'tool_id', n.id))).*
    from grants g, ${copied} where g.tool_id = '${server.refundId}' and g.state = 'active';
    alter table grants enable trigger user;
    alter table tool enable trigger user`);
}

describe("whoever answers for a server", () => {
  it("is told once that its review comes up, and once that it was missed", async () => {
    await overdueBy(-10);
    expect([await warn("due"), await warn("due"), await warn("overdue")]).toEqual([1, 0, 0]);
    const [due] = await trail(org.organizationId, ["server.review_due"]);
    expect(due?.detail).toMatchObject({
      serverId: server.serverId,
      notify: expect.arrayContaining([org.owner.userId, org.admin.userId]),
      suspendOn: null,
    });
    await overdueBy(1);
    expect([await warn("due"), await warn("overdue"), await warn("overdue")]).toEqual([0, 1, 0]);
    expect(await warn("suspension")).toBe(0);
  });

  it("is told that grants are about to be suspended as long before as warnings are", async () => {
    await suspendAfter(30);
    await overdueBy(15);
    expect(await warn("suspension")).toBe(0);
    await overdueBy(16);
    expect(await warn("suspension")).toBe(1);
    expect(await warn("suspension")).toBe(0);
  });

  it("is an administrator where nobody active does", async () => {
    await asOwner("update server set owner_id = null, backup_owner_id = null where id = $1", [
      server.serverId,
    ]);
    await overdueBy(1);
    await warn("overdue");
    const [told] = await trail(org.organizationId, ["server.review_overdue"]);
    expect(told?.detail.notify).toEqual([org.admin.userId]);
  });
});

describe("a high-impact grant of a server whose review is overdue", () => {
  it("stays in force where the policy says nothing, where it is not overdue by that long, or nobody was warned", async () => {
    await overdueBy(400);
    expect(await suspend()).toEqual({ suspended: 0, isAsked: false });
    await suspendAfter(30);
    expect(await suspend()).toEqual({ suspended: 0, isAsked: false });
    await warn("suspension");
    expect(await suspend()).toEqual({ suspended: 0, isAsked: false });
    await warnedAgo(13);
    expect(await suspend()).toEqual({ suspended: 0, isAsked: false });
    expect(await refund()).toBe("enabled");
  });

  it("is suspended with its tool and its cause, and nothing asks for an approval by itself", async () => {
    expect(await overdueAndSuspended()).toEqual({ suspended: 1, isAsked: false });
    expect(await toolGrant()).toMatchObject({
      state: "suspended",
      suspendedFor: "review_overdue",
      suspendedById: null,
      stateReason: expect.stringContaining("It goes on when the server was reviewed."),
    });
    expect(await refund()).toBe("suspended");
    const [event] = await trail(org.organizationId, ["grant.suspended"]);
    expect(event?.detail).toMatchObject({ cause: "review_overdue", serverId: server.serverId });
    await deliverEvents(org.organizationId);
    expect(
      await inTenant(org.organizationId, "read", (tx) => tx.request.count({ where: { state: "pending" } })),
    ).toBe(0);
    expect(await suspend()).toEqual({ suspended: 0, isAsked: false });
  });

  it("is resumed by nobody but by its review", async () => {
    await overdueAndSuspended();
    const { id } = await toolGrant();
    await expect(
      changeGrants(org.admin, { grantIds: [id], action: "resume", reason: "I want it back." }),
    ).rejects.toMatchObject({
      publicMessage: expect.stringContaining("goes on when the server was reviewed"),
    });
    await expect(
      inTenant(org.organizationId, "write", (tx) =>
        tx.grant.updateMany({
          where: { id },
          data: { state: "active", suspendedAt: null, suspendedFor: null },
        }),
      ),
    ).rejects.toMatchObject({ publicMessage: expect.any(String), code: "refused" });
    expect(await resumeReviewedGrants(steward(), { serverIds: [server.serverId] })).toBe(0);
  });

  it("goes on once the server was reviewed, unless the review ended it", async () => {
    await overdueAndSuspended();
    const { campaignId } = await runningReview(org, {
      noResponse: { low: "keep", medium: "keep", high: "keep" },
    });
    const items = await inTenant(org.organizationId, "read", (tx) =>
      tx.campaignItem.findMany({ where: { campaignId }, orderBy: { position: "asc" } }),
    );
    for (const { id, subjectKind, version } of items) {
      const answers = subjectKind === "server" ? { answers: GOES_ON } : {};
      await answerItem(org.owner, {
        itemId: id,
        decision: "keep",
        reason: "Still needed.",
        version,
        ...answers,
      });
    }
    await closeReview(org.admin, { campaignId });
    await noteReviewedServers(steward(), { campaignId });
    expect(await resumeReviewedGrants(steward(), { serverIds: [server.serverId] })).toBe(1);
    expect(await toolGrant()).toMatchObject({ state: "active", suspendedFor: null });
    expect(await refund()).toBe("enabled");
    expect(await resumeReviewedGrants(steward(), { serverIds: [server.serverId] })).toBe(0);
  });

  it("is not suspended for it by plain SQL while the review is in time", async () => {
    const { id } = await toolGrant();
    await expect(
      inTenant(org.organizationId, "write", (tx) =>
        tx.grant.updateMany({
          where: { id },
          data: { state: "suspended", suspendedAt: new Date(), suspendedFor: "review_overdue" },
        }),
      ),
    ).rejects.toMatchObject({ publicMessage: expect.stringContaining("not overdue") });
  });
});

describe("a mass of them", () => {
  beforeEach(async () => {
    await copyTools(6);
  });

  const answer = (by = org.approver, acknowledged = 7, word: "confirmed" | "declined" = "confirmed") =>
    getReviewSuspension(by, {}).then((asked) =>
      answerReviewSuspension(by, {
        suspensionId: asked?.id ?? "",
        answer: word,
        acknowledged,
        reason: "Their owners were told twice.",
      }),
    );

  it("waits for a second person who had no hand in the policy, with the list in hand", async () => {
    expect(await overdueAndSuspended()).toEqual({ suspended: 0, isAsked: true });
    expect(await suspend()).toEqual({ suspended: 0, isAsked: true });
    expect(await getReviewSuspension(org.approver, {})).toMatchObject({
      grantCount: 7,
      serverCount: 1,
      inForceCount: 7,
      servers: [{ slug: server.slug, grants: 7 }],
      allowed: true,
    });
    const asked = await trail(org.organizationId, ["review.suspension_asked"]);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.detail.notify).not.toContain(org.admin.userId);
    // The administrator wrote the policy.
    await expect(answer(org.admin)).rejects.toMatchObject({ publicMessage: /had a hand in the policy/ });
    await expect(answer(org.approver, 6)).rejects.toMatchObject({ publicMessage: /7 grants now, not 6/ });
    await expect(
      inTenant(org.organizationId, "write", (tx) =>
        tx.reviewSuspension.updateMany({
          data: { answer: "confirmed", answeredById: org.admin.userId, answeredAt: new Date(), reason: "x" },
        }),
      ),
    ).rejects.toMatchObject({ publicMessage: /had a hand in the policy/ });
    await answer();
    expect(await suspend()).toEqual({ suspended: 7, isAsked: false });
    expect(await getReviewSuspension(org.approver, {})).toBeNull();
  });

  it("stays in force for a week where that person declines", async () => {
    await overdueAndSuspended();
    await answer(org.approver, 7, "declined");
    expect(await suspend()).toEqual({ suspended: 0, isAsked: false });
  });
});
