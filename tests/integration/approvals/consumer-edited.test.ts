import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { sweeps } from "#lib/approvals/jobs.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { updateConsumer } from "#lib/inventory/commands/update-consumer.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { type GovernedServer, newGovernedServer, WHY } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

/** Whoever approves access lets in what they saw: not what its owner made of it since. */
let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

const ask = () =>
  submitRequest(org.owner, {
    serverId: server.serverId,
    toolIds: [],
    consumerIds: [server.consumerId],
    durationDays: 30,
    justification: WHY,
  });
const approve = (requestId: string) =>
  decideRequest(org.approver, { requestId, decision: "approve", reason: "Needed and bounded." });

it.each([
  [{ kind: "service" as const }, "became another kind of consumer"],
  [{ name: "Autonomous payer" }, "was named Autonomous payer"],
])("access is not given once the consumer is another: %o", async (change, words) => {
  const { requestId } = await ask();
  await updateConsumer(org.member, { consumerId: server.consumerId, ...change });
  await expect(approve(requestId)).rejects.toMatchObject({
    code: "refused",
    publicMessage: expect.stringContaining(words),
  });
  for (const sweep of sweeps) await sweep.run(org.organizationId);
  expect((await getRequest(org.owner, { requestId })).state).toBe("withdrawn");
  const [again] = (await listRequests(org.auditor, { view: "all", state: "pending" })).items;
  expect(await approve(again?.id ?? "")).toMatchObject({ state: "applied" });
});

it("the database gives it to nobody else, whoever goes past the application", async () => {
  const { requestId } = await ask();
  const forged = inTenant(org.organizationId, "write", async (tx) => {
    await tx.$executeRaw`insert into request_decision (organization_id, id, request_id, requester_id, stage_position,
        decider_id, decision, reason, decided_at)
      values (${org.organizationId}::uuid, gen_random_uuid(), ${requestId}::uuid, ${org.owner.userId}::uuid, 1,
        ${org.approver.userId}::uuid, 'approve', 'Needed.', now())`;
    await tx.$executeRaw`update request set state = 'approved', decided_at = now() where id = ${requestId}::uuid`;
    await tx.$executeRaw`update consumer set name = 'Autonomous payer' where id = ${server.consumerId}::uuid`;
    await tx.$executeRaw`insert into grants (organization_id, id, kind, server_id, server_digest, consumer_id, state,
        origin_kind, request_id, granted_at, expires_at)
      select organization_id, gen_random_uuid(), 'access', ${server.serverId}::uuid, server_digest, consumer_id,
        'active', 'approval', request_id, now(), now() + interval '20 days'
      from request_item where request_id = ${requestId}::uuid`;
  });
  await expect(forged).rejects.toMatchObject({
    publicMessage: expect.stringContaining("named or described"),
  });
});

it("keeps its kind while it has access", async () => {
  await approve((await ask()).requestId);
  const change = { consumerId: server.consumerId, kind: "service" as const };
  await expect(updateConsumer(org.member, change)).rejects.toMatchObject({
    code: "refused",
    publicMessage: expect.stringContaining("End that access first"),
  });
  const forged = inTenant(
    org.organizationId,
    "write",
    (tx) => tx.$executeRaw`update consumer set kind = 'service' where id = ${server.consumerId}::uuid`,
  );
  await expect(forged).rejects.toMatchObject({ code: "refused" });
  await updateConsumer(org.member, { consumerId: server.consumerId, name: "Support agent, second" });
});
