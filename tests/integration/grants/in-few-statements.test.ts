import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { suspendDriftedGrants } from "#lib/grants/commands/suspend-drifted-grants.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { approve, askFor, grantsOf } from "#tests/factories/carried-on.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { copyAccess } from "#tests/factories/many-grants.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { cutConnection } from "#tests/setup/cut-connection.ts";

let org: TestOrganization;
let few: GovernedServer;
let many: GovernedServer;
const COPIES = 300;

/** A server with two grants, and another with 300 more. */
beforeEach(async () => {
  org = await newOrganization();
  few = await newGovernedServer(org, "development");
  many = await newGovernedServer(org, "development", "ticket-desk-2");
  for (const server of [few, many]) await enableRefund(org, server);
  await copyAccess(org, many, COPIES);
});

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const { statements, error } = await cutConnection({ at: Number.POSITIVE_INFINITY, when: "before" }, work);
  expect(error).toBeNull();
  return statements;
}

it("suspends all that no longer fits in as many statements as two grants take", async () => {
  await asOwner(`update server set data_classes = '{pii}' where organization_id = '${org.organizationId}'`);
  const suspend = ({ serverId }: GovernedServer) =>
    statementsOf(() => suspendDriftedGrants(systemActor(org.organizationId, "test"), { serverId }));
  await suspend(few);
  expect(await suspend(many)).toBeLessThanOrEqual(12);
  const grants = await grantsOf(org, many.serverId);
  const reason = "The server holds other data than when this was approved.";
  expect(grants.filter((one) => one.state === "suspended" && one.stateReason === reason)).toHaveLength(302);
  const suspended = await trail(org.organizationId, ["grant.suspended"]);
  expect(suspended.filter(({ detail }) => detail.serverId === many.serverId)).toHaveLength(302);
  const tools = await trail(org.organizationId, ["tool.suspended"]);
  expect(tools.filter(({ detail }) => detail.toolId === many.refundId)).toMatchObject([
    { detail: { from: "enabled", to: "suspended", reason } },
  ]);
});

it("carries on 302 grants in the last vote in as many statements as two, and in time", async () => {
  const move = async ({ serverId }: GovernedServer) => {
    const { requestId } = await askFor(org.owner, serverId, { moveTo: "production" });
    return statementsOf(() => approve(org.approver, requestId));
  };
  const ofFew = await move(few);
  expect(await move(many)).toBeLessThanOrEqual(ofFew + 2);
  const grants = await grantsOf(org, many.serverId);
  expect(grants.filter(({ state }) => state === "revoked")).toHaveLength(302);
  const inForce = grants.filter(({ state }) => state === "active");
  expect(inForce).toHaveLength(302);
  expect(inForce.every((grant) => grant.approvedEnvironment === "production")).toBe(true);
  const issued = await trail(org.organizationId, ["grant.issued"]);
  const carriedOn = issued.flatMap(({ detail }) => detail.carriesOn ?? []);
  expect(new Set(carriedOn).size).toBe(304);
});
