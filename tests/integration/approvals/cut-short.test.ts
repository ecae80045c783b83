import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import {
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
  // For 30 days.
  await enableRefund(org, server);
});

const preview = (durationDays: number) =>
  previewRequest(org.owner, {
    serverId: server.serverId,
    toolIds: [server.refundId],
    consumerIds: [],
    durationDays,
  });

it("says before it is sent, and to whoever decides, that it would end a longer grant sooner", async () => {
  expect((await preview(1)).cutShort).toMatchObject([{ name: "refund_payment" }]);
  expect((await preview(30)).cutShort).toEqual([]);
  const { requestId } = await submitRequest(org.owner, {
    serverId: server.serverId,
    toolIds: [server.refundId],
    consumerIds: [],
    durationDays: 1,
    justification: WHY,
  });
  expect((await getRequest(org.approver, { requestId })).cutShort).toMatchObject([
    { name: "refund_payment" },
  ]);
});
