import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { reviewBreakGlass } from "#lib/approvals/commands/review-break-glass.ts";
import { declineOwnership } from "#lib/inventory/commands/decline-ownership.ts";
import { offerOwnership } from "#lib/inventory/commands/offer-ownership.ts";
import { react } from "#lib/jobs/reactions.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { EVENTS } from "#lib/kernel/events.ts";
import { listMyNotices } from "#lib/notifications/queries/list-my-notices.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import { reopenPolicy } from "#lib/policy/commands/reopen-policy.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { reviewOfServer } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let server: GovernedServer;
let told: number;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  told = 0;
});

/** Hands on what was announced since the last time, as the worker does. */
async function deliver() {
  const events = await trail(org.organizationId);
  const fresh = events.slice(told).filter(({ type }) => EVENTS[type].announced);
  told = events.length;
  for (const event of fresh) await react(org.organizationId, [event]);
}
async function unread(person: PersonActor, kind: string): Promise<number> {
  await deliver();
  const { items } = await listMyNotices(person, {});
  return items.filter((notice) => notice.kind === kind && !notice.isRead).length;
}

it("asks nobody any more to review broken glass that two have reviewed", async () => {
  await glassInForce(org);
  const { requestId } = await breakForRefund(org.owner, server);
  const say = (who: PersonActor) =>
    reviewBreakGlass(who, { requestId, verdict: "justified", reason: "Looked at the run." });
  expect(await unread(org.admin, "break_glass.used")).toBe(1);
  await say(org.approver);
  expect(await unread(org.admin, "break_glass.used")).toBe(1);
  await say(org.approver2);
  expect(await unread(org.admin, "break_glass.used")).toBe(0);
  expect(await unread(org.owner, "break_glass.closed")).toBe(1);
});

it("asks nobody any more about a change of the policy that was taken back or decided", async () => {
  const { number } = await draftPolicy(org.admin, {});
  const document = {
    ...STARTING_POLICY,
    answer: { ...STARTING_POLICY.answer, withinDays: 9 },
  };
  const first = await editPolicy(org.admin, { number, version: 1, document, summary: "" });
  await proposePolicy(org.admin, { number, version: first.version, summary: "Agreed in the risk round." });
  expect(await unread(org.approver, "policy.proposed")).toBe(1);
  await reopenPolicy(org.admin, { number });
  expect(await unread(org.approver, "policy.proposed")).toBe(0);
  await proposePolicy(org.admin, {
    ...{ number, version: first.version + 2 },
    summary: "Agreed in the risk round.",
  });
  expect(await unread(org.approver2, "policy.proposed")).toBe(1);
  await decidePolicy(org.approver, {
    ...{ number, version: first.version + 3 },
    ...{ decision: "approve", reason: "As agreed." },
  });
  expect(await unread(org.approver2, "policy.proposed")).toBe(0);
});

it("asks nobody any more for an access review that is closed", async () => {
  await enableRefund(org, server);
  const { campaignId } = await reviewOfServer(org, server.serverId);
  expect(await unread(org.owner, "campaign.started")).toBe(1);
  await closeReview(org.admin, { campaignId });
  expect(await unread(org.owner, "campaign.started")).toBe(0);
});

it("asks nobody any more for an answer to an offer that was answered, and goes on asking about another", async () => {
  const { serverId } = server;
  const offer = (seat: "owner" | "backup") =>
    offerOwnership(org.admin, { serverId, seat, receiverId: org.member.userId });
  const { offerId } = await offer("owner");
  await offer("backup");
  expect(await unread(org.member, "ownership.offered")).toBe(2);
  await declineOwnership(org.member, { offerId, reason: "I am moving to another team." });
  expect(await unread(org.member, "ownership.offered")).toBe(1);
});
