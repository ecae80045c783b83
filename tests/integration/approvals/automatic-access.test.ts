import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { breakGlass } from "#lib/approvals/commands/break-glass.ts";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { evaluateAccess } from "#lib/decisions/queries/evaluate-access.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import {
  deliverEvents,
  type GovernedServer,
  newGovernedServer,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

/** What was granted without asking anybody opens no tool that somebody had to be asked about. */
let org: TestOrganization;
let server: GovernedServer;
const VOTE = { decision: "approve" as const, reason: "Needed and bounded." };

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org, "development");
  const when = {
    kinds: [],
    impacts: ["reads" as const],
    environments: ["development" as const],
    dataClasses: [],
    criticalities: [],
  };
  const [first] = STARTING_POLICY.rules;
  if (first === undefined) throw new Error("the starting policy has rules");
  const automatic = { ...first, id: "automatic", name: "Automatic", when, stages: [], isAutomatic: true };
  const breakGlass = {
    from: [{ kind: "person" as const, userId: org.owner.userId }],
    hoursMax: 24,
    needsStepUp: false,
    impacts: [],
    environments: [],
    reviewFrom: [{ kind: "role" as const, role: "approver" as const }],
    reviewWithinHours: 24,
  };
  const document = { ...STARTING_POLICY, breakGlass, rules: [automatic, ...STARTING_POLICY.rules] };
  const { number } = await draftPolicy(org.admin, {});
  const { version } = await editPolicy(org.admin, { number, version: 1, document, summary: "" });
  await proposePolicy(org.admin, { number, version, summary: "Agreed in the risk round." });
  await decidePolicy(org.approver, { number, version: version + 1, ...VOTE });
});

const ask = (toolIds: string[], consumerIds: string[]) =>
  submitRequest(org.owner, {
    serverId: server.serverId,
    toolIds,
    consumerIds,
    durationDays: 30,
    justification: WHY,
  });
async function may(tool: string): Promise<boolean | undefined> {
  const scopes = ["decisions:evaluate"] as const;
  const token = {
    kind: "token",
    organizationId: org.organizationId,
    tokenId: newId(),
    name: "T",
    scopes,
  } as const;
  const questions = [
    {
      subject: { type: "agent", id: server.consumerSlug },
      action: { name: "tools/call" },
      resource: { type: "tool", id: `${server.slug}/${tool}` },
    },
  ];
  return (await evaluateAccess(token, { questions }))[0]?.decision;
}
const accessStates = () =>
  inTenant(org.organizationId, "read", async (tx) =>
    (await tx.grant.findMany({ where: { kind: "access" }, orderBy: { id: "asc" } })).map(
      ({ state }) => state,
    ),
  );

it("access that nobody was asked about waits for somebody once a graver tool is enabled", async () => {
  await ask([], [server.consumerId]);
  await ask([server.searchId], []);
  expect(await may("search_tickets")).toBe(true);
  const { requestId } = await ask([server.refundId], []);
  await decideRequest(org.approver, { requestId, ...VOTE });
  expect(await may("refund_payment")).toBe(false);
  expect(await accessStates()).toEqual(["suspended"]);
  await deliverEvents(org.organizationId);
  const waiting = await listRequests(org.admin, { view: "all", state: ["pending"] });
  expect(waiting.items).toHaveLength(1);
  await decideRequest(org.approver, { requestId: waiting.items[0]?.id ?? "", ...VOTE });
  expect(await may("refund_payment")).toBe(true);
});

it("access that somebody approved goes on as before", async () => {
  const { requestId } = await ask([server.refundId], [server.consumerId]);
  await decideRequest(org.approver, { requestId, ...VOTE });
  expect(await may("refund_payment")).toBe(true);
  await deliverEvents(org.organizationId);
  expect(await accessStates()).toEqual(["active"]);
});

it("access that nobody was asked about waits for somebody once glass is broken for a graver tool", async () => {
  await ask([], [server.consumerId]);
  await ask([server.searchId], []);
  await breakGlass(org.owner, {
    serverId: server.serverId,
    toolIds: [server.refundId],
    consumerIds: [],
    hours: 4,
    justification: WHY,
    emergency: "Nobody who would be asked answers tonight.",
  });
  expect(await may("refund_payment")).toBe(false);
  expect(await accessStates()).toEqual(["suspended"]);
});

it("the database ends no transaction that grants a graver tool beside it", async () => {
  await ask([], [server.consumerId]);
  const { requestId } = await ask([server.refundId], []);
  await decideRequest(org.approver, { requestId, ...VOTE });
  const forged = `alter table grants disable trigger user;
    alter table grants enable trigger refuse_tool_beyond_automatic_access;
    create temporary table again as select * from grants where request_id = '${requestId}';
    update grants set state = 'revoked', revoked_at = now() where request_id = '${requestId}';
    update grants set state = 'active', suspended_at = null, state_reason = null
      where kind = 'access' and organization_id = '${org.organizationId}';
    update again set id = gen_random_uuid();
    insert into grants select * from again;`;
  await expect(asOwner(forged)).rejects.toThrow("automatic_access_waits_for_graver_tools");
});

it("what was granted in development holds in no stricter environment, whoever moves the server", async () => {
  await ask([], [server.consumerId]);
  await ask([server.searchId], []);
  const { requestId } = await ask([server.refundId], []);
  await decideRequest(org.approver, { requestId, ...VOTE });
  expect(await may("search_tickets")).toBe(false);
  await deliverEvents(org.organizationId);
  const waiting = await listRequests(org.admin, { view: "all", state: ["pending"] });
  await decideRequest(org.approver, { requestId: waiting.items[0]?.id ?? "", ...VOTE });
  expect(await may("search_tickets")).toBe(true);
  await updateServer(org.owner, { serverId: server.serverId, environment: "staging" });
  expect(await may("search_tickets")).toBe(false);
  expect(await may("refund_payment")).toBe(false);
  await deliverEvents(org.organizationId);
  expect(await accessStates()).toEqual(expect.not.arrayContaining(["active"]));
  const again = await listRequests(org.admin, { view: "all", state: ["pending"] });
  expect(again.items.length).toBeGreaterThan(0);
  for (const { id } of again.items) await decideRequest(org.approver, { requestId: id, ...VOTE });
  expect(await may("search_tickets")).toBe(true);
});
