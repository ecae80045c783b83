import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import { updateConsumer } from "#lib/inventory/commands/update-consumer.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { endStage } from "#lib/reviews/commands/end-stage.ts";
import { reassignItems } from "#lib/reviews/commands/reassign-items.ts";
import { sweeps } from "#lib/reviews/jobs.ts";
import { countMyReviewItems } from "#lib/reviews/queries/count-my-review-items.ts";
import { listMyReviewItems } from "#lib/reviews/queries/list-my-review-items.ts";
import { listPossibleReviewers } from "#lib/reviews/queries/list-possible-reviewers.ts";
import { listReassignments } from "#lib/reviews/queries/list-reassignments.ts";
import { fillEmptySeats, followUpReviews, stageReactions } from "#lib/reviews/stage-jobs.ts";
import { putInForce } from "#tests/factories/approval-policy.ts";
import { enableRefund, newGovernedServer, trail } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { answerAtOnce, answerItem } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let consumerId: string;
let campaignId: string;
/** The administrator, who answers in the server owner's place, and owned the consumer when the review was frozen. */
let ann: PersonActor;
let second: PersonActor;

afterEach(() => setClock(() => new Date()));

beforeEach(async () => {
  org = await newOrganization();
  ann = org.admin;
  second = await newPerson(org.organizationId, "Second admin", ["admin", "member"]);
  const server = await newGovernedServer(org);
  await enableRefund(org, server);
  ({ consumerId } = server);
  await updateConsumer(second, { consumerId, ownerId: ann.userId });
});

/** A review of the access alone, frozen while it was Ann's; she handed the consumer to the member since. */
async function review(parts: Parameters<typeof runningReview>[1] = {}) {
  const stages = [{ name: "Owners", reviewers: [{ kind: "owner" }, { kind: "backup_owner" }], days: 14 }];
  ({ campaignId } = await runningReview(org, { subjects: ["access"], stages, ...parts }));
  await updateConsumer(second, { consumerId, ownerId: org.member.userId });
  await react("consumer.changed");
  expect(await theItem()).toMatchObject({ reviewerId: org.owner.userId });
}

/** What reviews do about the last event of this type. */
async function react(type: "consumer.changed" | "user.deactivated") {
  const event = (await trail(org.organizationId, [type])).at(-1);
  if (event === undefined) throw new Error("no event");
  await stageReactions[type]?.({ organizationId: org.organizationId, event });
}

const theItem = () =>
  inTenant(org.organizationId, "read", (tx) => tx.campaignItem.findFirstOrThrow({ where: { campaignId } }));
const told = () =>
  inTenant(
    org.organizationId,
    "read",
    (tx) => tx.$queryRaw<{ personId: string; forId: string | null; items: number }[]>`
      select person_id as "personId", for_id as "forId", items from people_with_work(${campaignId}::uuid, null, now())`,
  );
const inDays = (days: number) => setClock(() => new Date(Date.now() + days * 86_400_000));
const today = () => new Date().toISOString().slice(0, 10);
const goAway = (person: PersonActor, delegate: PersonActor) =>
  setAbsence(person, { delegateId: delegate.userId, startsOn: today(), endsOn: today() });

/** As it could come about before, past every rule. */
const leaveItWithAnn = () =>
  asOwner("update campaign_item set reviewer_id = $1 where campaign_id = $2", [ann.userId, campaignId]);

describe("who owned the consumer when it was frozen is not asked", () => {
  it("when the reviewer leaves", async () => {
    await review();
    await deactivateUser(second, { userId: org.owner.userId });
    await react("user.deactivated");
    expect(await theItem()).toMatchObject({ reviewerId: second.userId });
    const { items } = await listReassignments(second, { campaignId });
    expect(items).toMatchObject([{ kind: "left", items: 1, to: { name: "Second admin" } }]);
  });

  it("when time is up", async () => {
    await review();
    inDays(15);
    await followUpReviews(org.organizationId);
    inDays(18);
    await followUpReviews(org.organizationId);
    expect(await theItem()).toMatchObject({ reviewerId: second.userId, escalated: 1 });
  });

  it("in a later stage", async () => {
    await review({
      stages: [
        { name: "Owners", reviewers: [{ kind: "owner" }], days: 14 },
        { name: "Backups", reviewers: [{ kind: "backup_owner" }], days: 7 },
      ],
    });
    const { id: itemId, version } = await theItem();
    await answerItem(org.owner, { itemId, version, decision: "keep", reason: "Used daily." });
    await endStage(second, { campaignId, stage: 1 });
    expect(await theItem()).toMatchObject({ stage: 2, decision: "undecided", reviewerId: second.userId });
  });

  it("for a second look", async () => {
    await putInForce(org, {
      reviewPace: { minimumSeconds: { low: 60, medium: 60, high: 60 }, samplePercent: 100 },
    });
    await review();
    const { id: itemId, version } = await theItem();
    await answerAtOnce(org.owner, { itemId, version, decision: "keep", reason: "Used daily." });
    inDays(1);
    await sweeps.find(({ name }) => name === "second-looks")?.run(org.organizationId);
    const { sampledAt, ...item } = await theItem();
    expect(sampledAt).not.toBeNull();
    expect(item).toMatchObject({ decision: "undecided", reviewerId: second.userId });
  });

  it("by hand: neither one item nor all that waits for somebody; another still is", async () => {
    await review();
    const { id } = await theItem();
    const people = await listPossibleReviewers(org.owner, { campaignId, itemId: id });
    const whyNot = new Map(people.map((person) => [person.id, person.whyNot]));
    expect(whyNot.get(ann.userId)).toMatch(/or did when it was frozen/);
    expect(whyNot.get(second.userId)).toBeNull();
    const order = { campaignId, toId: ann.userId, reason: "She knows it." };
    await expect(reassignItems(second, { ...order, itemIds: [id] })).rejects.toThrow(/owns the consumer/);
    await expect(reassignItems(second, { ...order, fromId: org.owner.userId })).rejects.toThrow(
      /gains by it/,
    );
    expect(await theItem()).toMatchObject({ reviewerId: org.owner.userId });
    const fits = { ...order, toId: second.userId, fromId: org.owner.userId };
    expect(await reassignItems(ann, fits)).toMatchObject({ items: 1, leftOut: 0 });
  });

  it("in the place of who is away", async () => {
    await review();
    await goAway(org.owner, ann);
    expect(await countMyReviewItems(ann, {})).toBe(0);
    expect((await listMyReviewItems(ann, {})).items).toEqual([]);
    expect(await told()).toEqual([{ personId: org.owner.userId, forId: null, items: 1 }]);
    await goAway(org.owner, second);
    expect(await countMyReviewItems(second, {})).toBe(1);
    expect(await told()).toEqual([{ personId: second.userId, forId: org.owner.userId, items: 1 }]);
  });
});

describe("what sits with who owned the consumer when it was frozen", () => {
  it("goes on when the consumer changes, on record", async () => {
    await review();
    await leaveItWithAnn();
    await updateConsumer(second, { consumerId, name: "Support desk agent" });
    await react("consumer.changed");
    expect(await theItem()).toMatchObject({ reviewerId: org.owner.userId });
    const { items } = await listReassignments(second, { campaignId });
    expect(items).toMatchObject([
      { kind: "gains", items: 1, from: { name: "Admin" }, to: { name: "Owner" } },
    ]);
  });

  it("goes on when time is up, and by hand", async () => {
    await review();
    await leaveItWithAnn();
    inDays(15);
    await followUpReviews(org.organizationId);
    inDays(18);
    await followUpReviews(org.organizationId);
    expect(await theItem()).toMatchObject({ reviewerId: second.userId });
    await leaveItWithAnn();
    const order = { campaignId, fromId: ann.userId, toId: org.owner.userId, reason: "Not hers." };
    expect(await reassignItems(second, order)).toMatchObject({ items: 1 });
  });

  it("is nobody's to answer in their place", async () => {
    await review();
    await leaveItWithAnn();
    await goAway(ann, org.owner);
    expect(await countMyReviewItems(org.owner, {})).toBe(0);
    expect(await told()).toEqual([{ personId: ann.userId, forId: null, items: 1 }]);
  });
});

it("what nobody else can have waits for nobody, and goes on when somebody can", async () => {
  await review();
  await asOwner("delete from role_assignment where user_id = any ($1)", [[org.owner.userId, second.userId]]);
  await asOwner("update campaign_item set reviewer_id = null where campaign_id = $1", [campaignId]);
  await fillEmptySeats(org.organizationId);
  expect(await theItem()).toMatchObject({ reviewerId: null });
  const third = await newPerson(org.organizationId, "Third admin", ["admin", "member"]);
  await fillEmptySeats(org.organizationId);
  expect(await theItem()).toMatchObject({ reviewerId: third.userId });
});
