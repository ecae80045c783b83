import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { disableExpiredTools } from "#lib/grants/commands/disable-expired-tools.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import {
  askForRefund,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  toolState,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const DAY_MS = 86_400_000;
const VOTE = { decision: "approve" as const, reason: "Needed for another month." };

let org: TestOrganization;
let server: GovernedServer;
let putBack = () => {};
let days = 0;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  days = 0;
  await enableRefund(org, server);
});
afterEach(() => putBack());

function laterBy(more: number) {
  putBack();
  days += more;
  const moved = days * DAY_MS;
  putBack = setClock(() => new Date(Date.now() + moved));
}
const sweep = () => disableExpiredTools(systemActor(org.organizationId, "expiry sweep"), {});
const stateNow = () => toolState(org.organizationId, server.serverId, server.refundId);

it("leaves a tool enabled whose renewal is approved between what the sweep reads and what it writes", async () => {
  laterBy(31);
  const { requestId } = await askForRefund({ ...org.owner }, server);
  let swept: Promise<unknown> = Promise.resolve();
  // What keeps the sweep from writing lets the approval through: it does not write to the tool.
  await inTenant(org.organizationId, "write", async (tx) => {
    await tx.$queryRaw`select id from tool where id = ${server.refundId}::uuid for no key update`;
    swept = sweep();
    await new Promise((done) => setTimeout(done, 500));
    await decideRequest(org.approver, { requestId, ...VOTE });
  });
  await swept;
  expect(await stateNow()).toBe("enabled");
  await sweep();
  expect(await stateNow()).toBe("enabled");
});

it("of an approval and sweeps at once the approval stands, and what nobody renewed is disabled after", async () => {
  for (let round = 0; round < 6; round += 1) {
    laterBy(31);
    const { requestId } = await askForRefund(org.owner, server);
    await Promise.all([sweep(), decideRequest(org.approver, { requestId, ...VOTE }), sweep()]);
    expect(await stateNow()).toBe("enabled");
  }
  laterBy(31);
  await sweep();
  expect(await stateNow()).toBe("disabled");
});
