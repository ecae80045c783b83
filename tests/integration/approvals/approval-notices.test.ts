import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { react } from "#lib/jobs/reactions.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { EVENTS } from "#lib/kernel/events.ts";
import { listMyNotices } from "#lib/notifications/queries/list-my-notices.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import { askForRefund, newGovernedServer, trail } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
beforeEach(async () => {
  org = await newOrganization();
});

async function told(person: PersonActor) {
  const announced = (await trail(org.organizationId)).filter(({ type }) => EVENTS[type].announced);
  await react(org.organizationId, announced);
  const { items } = await listMyNotices(person, {});
  return items.map(({ title, href }) => [title, href]);
}

it("tells those whom a request asks, and the requester what came of it; never what somebody typed", async () => {
  const server = await newGovernedServer(org);
  const { requestId } = await askForRefund(org.owner, server);
  const href = `/approvals/${requestId}`;
  expect(await told(org.approver)).toContainEqual(["Your approval is asked for", href]);
  expect(await told(org.auditor)).toEqual([]);
  await decideRequest(org.approver, { requestId, decision: "reject", reason: "Not with refunds, sorry." });
  expect(await told(org.owner)).toContainEqual(["Your request was rejected", href]);
  const { items } = await listMyNotices(org.owner, {});
  expect(JSON.stringify(items)).not.toContain("sorry");
});

it("tells a second person of a change of the policy, and its maker what came of it", async () => {
  const { number } = await draftPolicy(org.admin, {});
  await proposePolicy(org.admin, { number, version: 1, summary: "The same again, to see who is told." });
  const href = `/policy/approval/${number}`;
  expect(await told(org.approver)).toEqual([
    ["A change of the approval policy waits for a second person", href],
  ]);
  expect(await told(org.admin)).toEqual([]);
  await decidePolicy(org.approver, { number, version: 2, decision: "approve", reason: "As before." });
  expect(await told(org.admin)).toEqual([["The approval policy changed", href]]);
});
