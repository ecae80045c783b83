import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { withdrawRequest } from "#lib/approvals/commands/withdraw-request.ts";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;
let robotId: string;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  const robot = { name: "Robot", kind: "agent" as const, ownerId: org.member.userId };
  robotId = (await addConsumer(org.admin, robot)).consumerId;
});

const PENDING = { state: "pending", stateReason: null, decidedAt: null, replacesId: null } as const;

const ask = (consumerIds: string[], toolIds: string[] = []) =>
  submitRequest(org.owner, {
    ...{ serverId: server.serverId, toolIds, consumerIds },
    ...{ durationDays: 30, justification: WHY },
  });

it("of two who ask for one access at once, one waits and the other is led there", async () => {
  const both = await Promise.allSettled([ask([robotId]), ask([robotId])]);
  const opened = both.flatMap((one) => (one.status === "fulfilled" ? [one.value.requestId] : []));
  const refusals = both.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(opened).toHaveLength(1);
  const words = `The access of Robot already waits for a decision: see /approvals/${opened[0]}.`;
  expect(refusals).toMatchObject([{ code: "refused", publicMessage: expect.stringContaining(words) }]);
  const { problems } = await previewRequest(org.owner, {
    ...{ slug: server.slug, consumerIds: [robotId, server.consumerId], durationDays: 30 },
  });
  expect(problems).toEqual([words]);
});

it("access waits again once the first is withdrawn or decided, beside tools, and on another server", async () => {
  const first = await ask([robotId]);
  await withdrawRequest(org.owner, { requestId: first.requestId, reason: "Not yet." });
  const { requestId } = await ask([robotId]);
  await ask([robotId], [server.searchId]);
  const other = await newOrganization();
  await newGovernedServer(other);
  await decideRequest(org.approver, { requestId, decision: "reject", reason: "Not this one." });
  await expect(ask([robotId])).resolves.toMatchObject({ title: expect.stringContaining("Robot") });
});

it("broken glass does not wait, so it goes past what does", async () => {
  await enableRefund(org, server);
  await glassInForce(org);
  await ask([robotId]);
  const alone = { toolIds: [], consumerIds: [robotId] };
  await expect(breakForRefund(org.owner, server, alone)).resolves.toMatchObject({
    requestId: expect.any(String),
  });
});

it("past the application, the database refuses a second one, of two at once too", async () => {
  const { requestId } = await ask([robotId]);
  const copy = () =>
    inTenant(org.organizationId, "write", async (tx) => {
      const row = await tx.request.findFirstOrThrow({ where: { id: requestId } });
      const [item] = await tx.requestItem.findMany({ where: { requestId } });
      if (item === undefined) throw new Error("no item");
      const id = newId();
      const snapshot = row.policySnapshot as object;
      await tx.request.create({ data: { ...row, id, policySnapshot: snapshot, ...PENDING } });
      const { definition: _shown, previousDefinition: _before, ...rest } = item;
      await tx.requestItem.create({ data: { ...rest, id: newId(), requestId: id } });
    });
  await expect(copy()).rejects.toMatchObject({
    code: "refused",
    publicMessage: expect.stringContaining("already waits"),
  });
  await withdrawRequest(org.owner, { requestId, reason: "Not yet." });
  const both = await Promise.allSettled([copy(), copy()]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});
