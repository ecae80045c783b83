import "#tests/setup/use-test-database.ts";
import { expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { startBulkChange } from "#lib/bulk/commands/start-bulk-change.ts";
import { tasks } from "#lib/bulk/jobs.ts";
import { acceptOwnership } from "#lib/inventory/commands/accept-ownership.ts";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import { assignOwners } from "#lib/inventory/commands/assign-owners.ts";
import { offerOwnership } from "#lib/inventory/commands/offer-ownership.ts";
import { updateConsumer } from "#lib/inventory/commands/update-consumer.ts";
import {
  askForRefund,
  deliverEvents,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  offerTools,
  REFUND_CHANGED,
  SEARCH,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

const REFUSED = { code: "refused", publicMessage: expect.stringContaining("had a part in the change") };

/** The tool changes, and Steward asks again in the owner's name. */
async function askedAgain(org: TestOrganization, server: GovernedServer): Promise<string> {
  await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
  await deliverEvents(org.organizationId);
  const { items } = await listRequests(org.auditor, { view: "all", state: "pending" });
  return items[0]?.id ?? "";
}

const approve = (requestId: string) =>
  ({ requestId, decision: "approve", reason: "Needed and bounded." }) as const;

it("whoever gave a server its owner by a bulk change never decides what is asked in that owner's name", async () => {
  const org = await newOrganization();
  const server = await newGovernedServer(org);
  await enableRefund(org, server);
  const both = await newPerson(org.organizationId, "Both", ["admin", "approver"]);
  const { bulkChangeId } = await startBulkChange(both, {
    change: { action: "assign_owners", ownerId: org.approver2.userId },
    selection: { kind: "ids", ids: [server.serverId] },
    shownCount: 1,
  });
  await tasks["advance-bulk-change"]?.({ organizationId: org.organizationId, bulkChangeId });

  const requestId = await askedAgain(org, server);
  await expect(decideRequest(both, approve(requestId))).rejects.toMatchObject(REFUSED);
  expect(await decideRequest(org.approver, approve(requestId))).toMatchObject({ state: "applied" });
});

it("nobody gives a consumer away, decides on what it gains, and takes it back", async () => {
  const org = await newOrganization();
  const both = await newPerson(org.organizationId, "Both", ["admin", "approver"]);
  const { consumerId } = await addConsumer(both, { name: "Refund bot", kind: "agent" });
  await updateConsumer(both, { consumerId, ownerId: org.member.userId });
  await expect(updateConsumer(both, { consumerId, ownerId: both.userId })).rejects.toMatchObject({
    code: "refused",
    publicMessage: "Member owns it. Another administrator gives it to you.",
  });
  await expect(updateConsumer(org.member, { consumerId, ownerId: both.userId })).rejects.toMatchObject({
    code: "forbidden",
  });
  await updateConsumer(org.admin, { consumerId, ownerId: both.userId });
});

it("whoever handed a server over never decides what is asked in the receiver's name", async () => {
  const org = await newOrganization();
  const server = await newGovernedServer(org);
  const { serverId } = server;
  const owners = { ownerId: org.approver2.userId, backupOwnerId: org.owner.userId };
  await assignOwners(org.admin, { serverId, ...owners, reason: "The team has a new lead." });
  const { requestId: first } = await askForRefund(org.owner, server);
  await decideRequest(org.approver, approve(first));
  const { offerId } = await offerOwnership(org.approver2, {
    serverId,
    seat: "owner",
    receiverId: org.member.userId,
  });
  await acceptOwnership(org.member, { offerId });

  const requestId = await askedAgain(org, server);
  await expect(decideRequest(org.approver2, approve(requestId))).rejects.toMatchObject(REFUSED);
  expect(await decideRequest(org.approver, approve(requestId))).toMatchObject({ state: "applied" });
});
