import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { sweeps } from "#lib/approvals/jobs.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { evaluateAccess } from "#lib/decisions/queries/evaluate-access.ts";
import { deactivateConsumer } from "#lib/grants/commands/deactivate-consumer.ts";
import { listGrants } from "#lib/grants/queries/list-grants.ts";
import { addScope } from "#lib/inventory/commands/add-scope.ts";
import { reactivateConsumer } from "#lib/inventory/commands/reactivate-consumer.ts";
import { getConsumer } from "#lib/inventory/queries/get-consumer.ts";
import { listConsumerPage } from "#lib/inventory/queries/list-consumer-page.ts";
import type { TokenActor } from "#lib/kernel/actor.ts";
import { newId } from "#lib/kernel/id.ts";
import {
  askForRefund,
  deliverEvents,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newConsumer } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const reason = "The pilot of the agent is over.";
const APPROVE = { decision: "approve", reason: "Needed and bounded." } as const;

let org: TestOrganization;
let server: GovernedServer;
let consumerId: string;
beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  consumerId = server.consumerId;
});

async function answer(): Promise<string | undefined> {
  const gateway: TokenActor = {
    kind: "token",
    organizationId: org.organizationId,
    tokenId: newId(),
    name: "gateway",
    scopes: ["decisions:evaluate"],
  };
  const [given] = await evaluateAccess(gateway, {
    questions: [
      {
        subject: { type: "consumer", id: server.consumerSlug },
        action: { name: "tools/call" },
        resource: { type: "tool", id: `${server.slug}/refund_payment` },
      },
    ],
  });
  return given?.reason.code;
}

const grantsIn = async (status: "active" | "revoked") =>
  (await listGrants(org.auditor, { consumerId, status })).items.map(({ stateReason }) => stateReason);

it("denies an inactive consumer, ends its access for good, and shows why; reactivated it asks anew", async () => {
  await enableRefund(org, server);
  expect(await answer()).toBe("granted");
  const done = await deactivateConsumer(org.member, { consumerId, reason });
  expect(done).toMatchObject({ grantsEnded: 1 });
  expect(await answer()).toBe("consumer_inactive");
  expect(await getConsumer(org.auditor, { slug: server.consumerSlug })).toMatchObject({
    state: "inactive",
    deactivated: { reason },
  });
  expect(await grantsIn("active")).toEqual([]);
  expect(await grantsIn("revoked")).toEqual([`The consumer was deactivated: ${reason}`]);
  await reactivateConsumer(org.member, { consumerId });
  expect(await answer()).toBe("access_revoked");
  const types = ["consumer.deactivated", "grant.revoked", "consumer.reactivated"] as const;
  expect(await trail(org.organizationId, types)).toMatchObject([
    { type: "consumer.deactivated", detail: { reason, grantsEnded: 1, notify: [] } },
    { type: "grant.revoked", detail: { serverId: server.serverId, cause: "consumer" } },
    { type: "consumer.reactivated", detail: { formerReason: reason } },
  ]);
});

it("keeps access for later when asked to, and tells the owner of what an administrator did", async () => {
  await enableRefund(org, server);
  await deactivateConsumer(org.admin, { consumerId, reason, endGrants: false });
  expect(await answer()).toBe("consumer_inactive");
  await reactivateConsumer(org.admin, { consumerId });
  expect(await answer()).toBe("granted");
  const told = await trail(org.organizationId, ["consumer.deactivated", "consumer.reactivated"]);
  expect(told.map(({ detail }) => detail.notify)).toEqual([[org.member.userId], [org.member.userId]]);
});

it("is for its owner and administrators, once, and not over what somebody else saved", async () => {
  const asked = { consumerId, reason };
  await expect(deactivateConsumer(org.owner, asked)).rejects.toMatchObject({ code: "forbidden" });
  const elsewhere = (await newOrganization()).admin;
  await expect(deactivateConsumer(elsewhere, asked)).rejects.toMatchObject({ code: "not_found" });
  const stale = deactivateConsumer(org.admin, { ...asked, version: 7 });
  await expect(stale).rejects.toMatchObject({ code: "conflict" });
  await expect(reactivateConsumer(org.member, { consumerId })).rejects.toMatchObject({ code: "refused" });
  await deactivateConsumer(org.member, asked);
  await expect(deactivateConsumer(org.member, asked)).rejects.toMatchObject({ code: "refused" });
  const { allowed } = await getConsumer(org.owner, { slug: server.consumerSlug });
  expect(allowed.reactivate).toContain("owner of this consumer");
  await expect(reactivateConsumer(org.owner, { consumerId })).rejects.toMatchObject({ code: "forbidden" });
});

it("asks nothing for one that is inactive, and lets in none that became it while it was asked", async () => {
  const { requestId } = await askForRefund(org.owner, server);
  await deactivateConsumer(org.member, { consumerId, reason });
  const asked = {
    serverId: server.serverId,
    consumerIds: [consumerId],
    durationDays: 30,
    justification: WHY,
  };
  await expect(submitRequest(org.owner, { ...asked, toolIds: [] })).rejects.toMatchObject({
    code: "refused",
    publicMessage: expect.stringContaining("is inactive"),
  });
  const { allowed } = await getRequest(org.approver, { requestId });
  expect(allowed.approve).toContain("is inactive");
  await expect(decideRequest(org.approver, { requestId, ...APPROVE })).rejects.toThrow("is inactive");
  await reactivateConsumer(org.member, { consumerId });
  await decideRequest(org.approver, { requestId, ...APPROVE });
  expect(await answer()).toBe("granted");
});

it("never leaves access in force when one approves while another deactivates", async () => {
  const { requestId } = await askForRefund(org.owner, server);
  await Promise.allSettled([
    decideRequest(org.approver, { requestId, ...APPROVE }),
    deactivateConsumer(org.member, { consumerId, reason }),
  ]);
  expect(await grantsIn("active")).toEqual([]);
  expect(await answer()).not.toBe("granted");
});

it("does not ask again for the suspended access of one that is inactive", async () => {
  await enableRefund(org, server);
  await deactivateConsumer(org.member, { consumerId, reason, endGrants: false });
  await addScope(org.owner, { serverId: server.serverId, name: "tickets:read", breadth: "narrow" });
  await deliverEvents(org.organizationId);
  for (const sweep of sweeps) await sweep.run(org.organizationId);
  const { items } = await listRequests(org.auditor, { view: "all", state: "pending" });
  expect(items.map(({ title }) => title)).toEqual([expect.not.stringContaining("Support agent")]);
});

it("finds active and inactive consumers apart", async () => {
  await newConsumer(org.member, "Notes agent");
  await deactivateConsumer(org.member, { consumerId, reason });
  const named = async (state: "active" | "inactive") =>
    (await listConsumerPage(org.auditor, { state })).items.map(({ name }) => name);
  expect([await named("active"), await named("inactive")]).toEqual([["Notes agent"], ["Support agent"]]);
});
