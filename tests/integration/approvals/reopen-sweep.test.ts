import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { withdrawRequest } from "#lib/approvals/commands/withdraw-request.ts";
import { reopenEverywhere } from "#lib/approvals/jobs.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { listServersToReopen } from "#lib/approvals/queries/list-servers-to-reopen.ts";
import { sweeps as grantSweeps, reactions } from "#lib/grants/jobs.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import { loadTools } from "#lib/inventory/steps/load-tools.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { offerTools, REFUND, REFUND_CHANGED, WHY } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;

beforeEach(async () => {
  org = await newOrganization();
});

/** A server whose one tool was approved, and then changed. */
async function driftedServer(name: string): Promise<string> {
  const { serverId } = await registerServer(org.admin, {
    name,
    purpose: "Answers customers' tickets",
    environment: "production",
    transport: "stdio",
    command: name,
    ownerId: org.owner.userId,
    backupOwnerId: org.admin.userId,
  });
  await offerTools(org.organizationId, serverId, [REFUND]);
  const tools = await inTenant(org.organizationId, "read", (tx) => loadTools(tx, serverId));
  const toolIds = tools.map((tool) => tool.id);
  const asked = { serverId, toolIds, durationDays: 30, justification: WHY };
  const { requestId } = await submitRequest(org.owner, asked);
  await decideRequest(org.approver, { requestId, decision: "approve", reason: "Needed and bounded." });
  await offerTools(org.organizationId, serverId, [REFUND_CHANGED]);
  return serverId;
}

/** Takes away everybody who could ask for this server. */
async function orphan(serverId: string): Promise<void> {
  const gone = await newPerson(org.organizationId, "Gone", ["member"]);
  await inTenant(org.organizationId, "write", async (tx) => {
    await tx.user.updateMany({ where: { id: gone.userId }, data: { isActive: false } });
    const data = { ownerId: gone.userId, backupOwnerId: null };
    await tx.server.updateMany({ where: { id: serverId }, data });
  });
}

async function waiting() {
  const { items } = await listRequests(org.auditor, { view: "all", state: "pending" });
  return items.map((request) => ({ id: request.id, serverId: request.server.id }));
}

it("asks for every server that waits, past those where nobody can be asked and those asked for already", async () => {
  const orphaned = await driftedServer("First");
  const withdrawn = await driftedServer("Second");
  const others = [await driftedServer("Third"), await driftedServer("Fourth")];
  await orphan(orphaned);
  for (const sweep of grantSweeps) await sweep.run(org.organizationId);

  await reopenEverywhere(org.organizationId, 1);
  const opened = await waiting();
  expect(opened.map((one) => one.serverId).sort()).toEqual([withdrawn, ...others].sort());

  const ofSecond = opened.find((one) => one.serverId === withdrawn);
  await withdrawRequest(org.owner, { requestId: ofSecond?.id ?? "" });
  const job = systemActor(org.organizationId, "test");
  expect(await listServersToReopen(job, {})).toEqual([orphaned]);
  expect(await listServersToReopen(job, { after: orphaned })).toEqual([]);

  await offerTools(org.organizationId, others[1] ?? "", [REFUND]);
  expect(await listServersToReopen(job, { after: orphaned })).toEqual([others[1]]);
});

it("is suspended for what differs now, whichever event is told first", async () => {
  const serverId = await driftedServer("First");
  const subject = { kind: "server", id: serverId, name: "First" };
  const event = { type: "server.identity_changed", subject, detail: { serverId } } as const;
  await reactions["server.identity_changed"]?.({ organizationId: org.organizationId, event });
  const { items } = await listServerGrants(org.auditor, { serverId });
  expect(items[0]).toMatchObject({
    status: "suspended",
    stateReason: "The definition of refund_payment changed after it was approved.",
  });
});
