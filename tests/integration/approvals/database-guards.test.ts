import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import {
  askForRefund,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

/** As the application's role, past the application. */
const run = (statement: string) =>
  inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));

const REFUSED = { code: "refused", publicMessage: expect.stringContaining("Nothing can be added") };

const addAccess = (requestId: string) => `
  insert into request_item (organization_id, id, request_id, kind, consumer_id, server_digest)
  select organization_id, gen_random_uuid(), '${requestId}', 'access', '${server.consumerId}', identity_digest
  from server where id = '${server.serverId}'`;
const addStage = (requestId: string) => `
  insert into request_stage (organization_id, request_id, position, name, approvers, quorum)
  values ('${org.organizationId}', '${requestId}', 2, 'Another', '[]', 1)`;

describe("past the application, to a request that was answered", () => {
  it("no item can be added", async () => {
    await expect(run(addAccess(await enableRefund(org, server)))).rejects.toMatchObject(REFUSED);
  });

  it("no stage can be added", async () => {
    await expect(run(addStage(await enableRefund(org, server)))).rejects.toMatchObject(REFUSED);
  });

  it("nothing can be added while its answers are being given", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await run(addStage(requestId));
    await vote(requestId, org.approver);
    await expect(run(addAccess(requestId))).rejects.toMatchObject(REFUSED);
  });
});

describe("past the application, the database refuses the answer", () => {
  it("of somebody whose consumer was let in after the tool was asked for", async () => {
    const { requestId } = await submitRequest(org.owner, {
      serverId: server.serverId,
      toolIds: [server.refundId],
      consumerIds: [],
      durationDays: 30,
      justification: WHY,
    });
    const gaining = await approverWhoseAgentWasLetIn();
    await expect(vote(requestId, gaining)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("would benefit you"),
    });
  });
});

async function approverWhoseAgentWasLetIn(): Promise<PersonActor> {
  const { consumerId } = await addConsumer(org.approver, { name: "Own agent", kind: "agent" });
  const { requestId } = await submitRequest(org.owner, {
    serverId: server.serverId,
    toolIds: [],
    consumerIds: [consumerId],
    durationDays: 30,
    justification: WHY,
  });
  await decideRequest(org.approver2, { requestId, decision: "approve", reason: "Needed and bounded." });
  return org.approver;
}

function vote(requestId: string, decider: PersonActor): Promise<unknown> {
  const { organizationId } = org;
  return inTenant(organizationId, "write", (tx) =>
    tx.requestDecision.create({
      data: {
        organizationId,
        id: newId(),
        requestId,
        requesterId: org.owner.userId,
        stagePosition: 1,
        deciderId: decider.userId,
        decision: "approve",
        reason: "Needed and bounded.",
        decidedAt: new Date(),
      },
    }),
  );
}
