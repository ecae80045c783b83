import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { repairRequest } from "#lib/approvals/commands/repair-request.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import { react } from "#lib/jobs/reactions.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { EVENTS } from "#lib/kernel/events.ts";
import { listMyNotices } from "#lib/notifications/queries/list-my-notices.ts";
import { WEBHOOK_EVENTS } from "#lib/notifications/webhook.ts";
import { putInForce, stage } from "#tests/factories/approval-policy.ts";
import {
  askForRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

const VOTE = { decision: "approve" as const, reason: "Needed and bounded." };
const MONDAY = new Date("2027-03-01T09:00:00Z");

let org: TestOrganization;
let server: GovernedServer;
let ann: PersonActor;
let ben: PersonActor;
let putBack = () => {};

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  ann = await newPerson(org.organizationId, "Ann", ["member"]);
  ben = await newPerson(org.organizationId, "Ben", ["member"]);
  putBack = setClock(() => MONDAY);
});
afterEach(() => putBack());

const people = (...ids: PersonActor[]) => ids.map(({ userId }) => ({ kind: "person" as const, userId }));

async function unread(person: PersonActor): Promise<string[]> {
  const announced = (await trail(org.organizationId)).filter(({ type }) => EVENTS[type].announced);
  await react(org.organizationId, announced);
  const { items } = await listMyNotices(person, {});
  return items.filter(({ isRead }) => !isRead).map(({ kind }) => kind);
}

it("tells those of the next stage, and whoever answers for who is away, when it is their turn and not before", async () => {
  await putInForce(org, {
    stages: [stage({ quorum: 2 }), stage({ name: "Security", from: people(ann, ben) })],
  });
  const cleo = await newPerson(org.organizationId, "Cleo", ["member"]);
  await setAbsence(ben, { delegateId: cleo.userId, startsOn: "2027-03-01", endsOn: "2027-03-05" });
  const { requestId } = await askForRefund(org.owner, server);
  await decideRequest(org.approver, { requestId, ...VOTE });
  expect(await unread(ann)).toEqual([]);
  await decideRequest(org.approver2, { requestId, ...VOTE });
  expect(await unread(ann)).toEqual(["request.stage_opened"]);
  expect(await unread(cleo)).toContain("request.stage_opened");
  expect(await unread(org.owner)).not.toContain("request.stage_opened");
  const [opened] = await trail(org.organizationId, ["request.stage_opened"]);
  expect(opened?.detail).toMatchObject({ stage: 2, href: `/approvals/${requestId}` });
  expect(WEBHOOK_EVENTS.map(({ type }) => type)).toContain("request.stage_opened");
  await decideRequest(ann, { requestId, ...VOTE });
  expect(await unread(cleo)).not.toContain("request.stage_opened");
});

it("tells people found for a later stage when its turn comes, not when they are found", async () => {
  await putInForce(org, { stages: [stage({ name: "Ann", from: people(ann) }), stage()] });
  const { requestId } = await askForRefund(org.owner, server);
  for (const { userId } of [org.approver, org.approver2]) await deactivateUser(org.admin, { userId });
  const helper = await newPerson(org.organizationId, "Helper", ["approver", "member"]);
  expect(await repairRequest(org.admin, { requestId, reason: "Both approvers left." })).toEqual({ added: 1 });
  expect(await unread(helper)).toEqual([]);
  await decideRequest(ann, { requestId, ...VOTE });
  expect(await unread(helper)).toEqual(["request.stage_opened"]);
});

it("tells the first of very many, never nobody", async () => {
  const crowd: PersonActor[] = [];
  for (let index = 0; index < 25; index += 1) {
    crowd.push(await newPerson(org.organizationId, `Many ${index}`, ["approver", "member"]));
  }
  await askForRefund(org.owner, server);
  for (const person of crowd.slice(0, 3)) expect(await unread(person)).toEqual(["request.submitted"]);
  const [asked] = await trail(org.organizationId, ["request.submitted"]);
  expect(asked?.detail.notify).toHaveLength(27);
});
