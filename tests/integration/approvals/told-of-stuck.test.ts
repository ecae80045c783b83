import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { repairBreakGlass } from "#lib/approvals/commands/repair-break-glass.ts";
import { repairRequest } from "#lib/approvals/commands/repair-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { tellOfStuckEverywhere } from "#lib/approvals/jobs.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { reactivateUser } from "#lib/identity/commands/reactivate-user.ts";
import { react } from "#lib/jobs/reactions.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { EVENTS, type EventType } from "#lib/kernel/events.ts";
import { listMyNotices } from "#lib/notifications/queries/list-my-notices.ts";
import { putInForce } from "#tests/factories/approval-policy.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import {
  askForRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;
let putBack = () => {};

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});
afterEach(() => putBack());

/** Three workers at once, a request at a time, and one that comes later. */
async function sweep() {
  await Promise.all([1, 1, 100].map((limit) => tellOfStuckEverywhere(org.organizationId, limit)));
  await tellOfStuckEverywhere(org.organizationId, 1);
}
const told = async (type: EventType) => (await trail(org.organizationId, [type])).map(({ detail }) => detail);
async function noticesOf(person: PersonActor) {
  const announced = (await trail(org.organizationId)).filter(({ type }) => EVENTS[type].announced);
  await react(org.organizationId, announced);
  return (await listMyNotices(person, {})).items.map(({ title, href }) => ({ title, href }));
}
const leave = (person: PersonActor) => deactivateUser(org.admin, { userId: person.userId });
const comeBack = (person: PersonActor) => reactivateUser(org.admin, { userId: person.userId });

describe("a request that lost the people it was asked of", () => {
  it("is told to administrators once, with its page and nothing that its requester wrote", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await sweep();
    await leave(org.approver);
    await sweep();
    expect(await told("request.stuck")).toEqual([]);
    await leave(org.approver2);
    await sweep();
    const href = `/approvals/${requestId}`;
    const detail = { serverId: server.serverId, requestId, notify: [org.admin.userId], href };
    expect(await told("request.stuck")).toEqual([detail]);
    expect(await noticesOf(org.admin)).toContainEqual({
      title: "Too few are left to answer a request",
      href,
    });
    putBack = setClock(() => addDays(new Date(), 3));
    await sweep();
    putBack();
    putBack = setClock(() => addDays(new Date(), -30));
    await sweep();
    expect(await told("request.stuck")).toHaveLength(1);
  });

  it("is told again when it gets stuck again, and not while others answer it", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await leave(org.approver);
    await leave(org.approver2);
    await sweep();
    await comeBack(org.approver);
    await sweep();
    expect(await told("request.unstuck")).toHaveLength(1);
    await leave(org.approver);
    await sweep();
    expect(await told("request.stuck")).toHaveLength(2);
    const helper = await newPerson(org.organizationId, "Helper", ["approver"]);
    await repairRequest(org.admin, { requestId, reason: "Its people are gone." });
    await sweep();
    expect(await told("request.unstuck")).toHaveLength(2);
    await decideRequest(helper, { requestId, decision: "approve", reason: "Needed and bounded." });
    await leave(helper);
    await sweep();
    expect(await told("request.stuck")).toHaveLength(2);
  });

  it("is not told of once it is over its time", async () => {
    await askForRefund(org.owner, server);
    await leave(org.approver);
    await leave(org.approver2);
    putBack = setClock(() => addDays(new Date(), 60));
    await sweep();
    expect(await told("request.stuck")).toEqual([]);
  });

  it("is found among others, however small the pages are, and only in its own organization", async () => {
    await putInForce(org, {});
    const other = await newOrganization();
    await newGovernedServer(other);
    const first = await askForRefund(org.owner, server);
    const second = await submitRequest(org.owner, {
      serverId: server.serverId,
      toolIds: [server.searchId],
      consumerIds: [],
      durationDays: 30,
      justification: WHY,
    });
    await leave(org.approver);
    await leave(org.approver2);
    await tellOfStuckEverywhere(other.organizationId);
    expect(await told("request.stuck")).toEqual([]);
    await sweep();
    const ids = (await told("request.stuck")).map(({ requestId }) => requestId);
    expect(ids.toSorted()).toEqual([first.requestId, second.requestId].toSorted());
  });
});

it("broken glass with too few reviewers is told to administrators, but not to whoever broke it", async () => {
  await glassInForce(org, { reviewFrom: [{ kind: "role", role: "approver" }] });
  const { requestId } = await breakForRefund(org.owner, server);
  await sweep();
  expect(await told("break_glass.stuck")).toEqual([]);
  await leave(org.approver2);
  await sweep();
  const href = `/approvals/${requestId}`;
  const detail = { serverId: server.serverId, requestId, notify: [org.admin.userId], href };
  expect(await told("break_glass.stuck")).toEqual([detail]);
  expect(await noticesOf(org.admin)).toContainEqual({
    title: "Too few are left to review broken glass",
    href,
  });
  await newPerson(org.organizationId, "Helper", ["approver"]);
  await repairBreakGlass(org.admin, { requestId, reason: "One left." });
  await sweep();
  await sweep();
  expect(await told("break_glass.unstuck")).toHaveLength(1);
  expect(await told("break_glass.stuck")).toHaveLength(1);
});
