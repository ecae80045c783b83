import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listBreakGlass } from "#lib/approvals/queries/list-break-glass.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import { askForRefund, type GovernedServer, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;
let glassId: string;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await glassInForce(org);
  ({ requestId: glassId } = await breakForRefund(org.owner, server, { consumerIds: [] }));
});

const ask = () => askForRefund(org.owner, server);
const look = (requestId: string) => getRequest(org.auditor, { requestId });
const approve = (requestId: string) =>
  decideRequest(org.approver, { requestId, decision: "approve", reason: "Needed and bounded." });

it("compares with what was approved, never with what was had by breaking glass", async () => {
  const { tools } = await look((await ask()).requestId);
  expect(tools).toMatchObject([{ diff: null, byGlass: { requestId: glassId } }]);
});

it("compares with the approval once there is one", async () => {
  await approve((await ask()).requestId);
  const { tools } = await look((await ask()).requestId);
  expect(tools[0]?.diff).not.toBeNull();
  expect(tools).toMatchObject([{ isChanged: false, byGlass: null }]);
});

it("says of broken glass what stands in its place by an approval", async () => {
  expect((await listBreakGlass(org.auditor, {})).items).toMatchObject([{ isInForce: true }]);
  const { requestId } = await ask();
  await approve(requestId);
  const { grants } = await look(glassId);
  expect(grants).toMatchObject([{ state: "revoked", inItsPlace: { requestId, isByGlass: false } }]);
  expect((await listBreakGlass(org.auditor, {})).items).toMatchObject([{ isInForce: false }]);
});
