import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { revokeGrant } from "#lib/grants/commands/revoke-grant.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { defineCampaign } from "#lib/reviews/commands/define-campaign.ts";
import { endStage } from "#lib/reviews/commands/end-stage.ts";
import { listMyReviews } from "#lib/reviews/queries/list-my-reviews.ts";
import { stageReactions } from "#lib/reviews/stage-jobs.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { runningReview } from "#tests/factories/running-review.ts";

// One item is a page, so that a page may be all there is.
vi.mock("#lib/reviews/stages.ts", async (original) => ({ ...(await original<object>()), ITEMS_AT_ONCE: 1 }));

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
});
afterEach(() => setClock(() => new Date()));

const owners = (days: number) => ({ name: "Owners", reviewers: [{ kind: "owner" }], days });
const admins = { name: "Admins", reviewers: [{ kind: "role", role: "admin" }], days: 7, takes: "all" };
const follower = () => systemActor(org.organizationId, "review follow-up");

it("a stage that takes exactly a page is opened and told of, and nothing is left for the worker", async () => {
  const { campaignId } = await runningReview(org, { subjects: ["tool"], stages: [owners(14), admins] });
  const later = addDays(new Date(), 15);
  setClock(() => later);
  await endStage(follower(), { campaignId, stage: 1 });
  const [opened] = await trail(org.organizationId, ["campaign.stage_opened"]);
  expect(opened?.detail).toMatchObject({ campaignId, stage: 2 });
  const notices = await inTenant(org.organizationId, "read", (tx) =>
    tx.campaignNotice.findMany({ where: { campaignId, stage: 2 } }),
  );
  expect(notices.map(({ kind, personId }) => [kind, personId])).toEqual([["assignment", org.admin.userId]]);
});

it("a stage of a review that is over is left alone by the follow-up that found it open", async () => {
  const { campaignId } = await runningReview(org, { subjects: ["tool"], stages: [owners(14), admins] });
  await closeReview(
    org.admin,
    { campaignId, acknowledgedRemovals: 10 },
    await newPerson(org.organizationId, "Second", ["admin", "member"]),
  );
  const before = await trail(org.organizationId, ["command.refused"]);
  expect(await endStage(follower(), { campaignId, stage: 1 })).toMatchObject({ campaignId });
  expect(await trail(org.organizationId, ["command.refused"])).toEqual(before);
});

it("who was away for a moment only keeps what they review", async () => {
  const { campaignId } = await runningReview(org, { subjects: ["tool"] });
  const event = {
    id: campaignId,
    type: "user.deactivated" as const,
    subject: { kind: "user", id: org.owner.userId, name: "Owner" },
    detail: {},
  };
  await stageReactions["user.deactivated"]?.({ organizationId: org.organizationId, event } as never);
  const items = await inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findMany({ where: { campaignId } }),
  );
  expect(items.map(({ reviewerId }) => reviewerId)).toEqual([org.owner.userId]);
  expect(await trail(org.organizationId, ["campaign.items_reassigned"])).toEqual([]);
});

it("what ended just before a close is on record as what ended", async () => {
  const { campaignId } = await runningReview(org, { subjects: ["access", "tool"] });
  const grant = await inTenant(org.organizationId, "read", (tx) =>
    tx.grant.findFirstOrThrow({ where: { serverId: server.serverId, kind: "access" } }),
  );
  await revokeGrant(org.admin, { grantId: grant.id, reason: "Not needed any more." });
  await closeReview(
    org.admin,
    { campaignId, acknowledgedRemovals: 10 },
    await newPerson(org.organizationId, "Second", ["admin", "member"]),
  );
  const [ended] = await trail(org.organizationId, ["campaign.items_ended"]);
  expect(ended?.detail).toMatchObject({ campaignId, items: 1 });
});

it("reviews to do come in the order in which their open stages end", async () => {
  const long = await runningReview(org, { name: "A", subjects: ["tool"], stages: [owners(10)] });
  const staged = await runningReview(org, {
    name: "B",
    subjects: ["tool"],
    stages: [owners(1), admins, admins],
  });
  const { items } = await listMyReviews(org.owner, { which: "to_do" });
  expect(items.map(({ id }) => id)).toEqual([staged.campaignId, long.campaignId]);
});

it("how far gathering is says no end where each thing would have to be looked at for it", async () => {
  const draft = await defineCampaign(org.admin, {
    definition: {
      format: 1,
      name: "What nobody uses",
      scope: { unusedForDays: 90 },
      subjects: ["access", "tool"],
      stages: [owners(14)],
      fallback: { kind: "role", role: "admin" },
      noResponse: { low: "keep", medium: "keep", high: "revoke" },
    } as never,
  });
  await askToStage(org.admin, draft);
  const row = await inTenant(org.organizationId, "read", (tx) =>
    tx.campaign.findFirstOrThrow({ where: { id: draft.campaignId } }),
  );
  expect(row.stagingAskedAt).not.toBeNull();
  expect(row.stagingExpected).toBeNull();
});
