import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { evaluateAccess } from "#lib/decisions/queries/evaluate-access.ts";
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
  const document = { ...STARTING_POLICY, rules: [automatic, ...STARTING_POLICY.rules] };
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
