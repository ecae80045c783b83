import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { evaluateAccess } from "#lib/decisions/queries/evaluate-access.ts";
import { linkSystem } from "#lib/inventory/commands/link-system.ts";
import { registerSystem } from "#lib/inventory/commands/register-system.ts";
import { unlinkSystem } from "#lib/inventory/commands/unlink-system.ts";
import { updateSystem } from "#lib/inventory/commands/update-system.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import { stage } from "#tests/factories/approval-policy.ts";
import {
  deliverEvents,
  type GovernedServer,
  newGovernedServer,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

/** What a server reaches counts as what it holds: for whom a request asks, and for what was approved. */
let org: TestOrganization;
let server: GovernedServer;
let systemId: string;
const VOTE = { decision: "approve" as const, reason: "Needed and bounded." };

/** Reads in development are automatic, but two are asked where confidential or financial data are in reach. */
beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org, "development");
  const when = { kinds: [], impacts: [], environments: [], dataClasses: [], criticalities: [] };
  const [first] = STARTING_POLICY.rules;
  if (first === undefined) throw new Error("the starting policy has rules");
  const guarded = {
    ...first,
    id: "guarded",
    name: "Guarded data",
    when: { ...when, dataClasses: ["confidential" as const, "financial" as const] },
    stages: [stage({ quorum: 2 })],
  };
  const automatic = {
    ...first,
    id: "automatic",
    name: "Automatic",
    when: { ...when, impacts: ["reads" as const], environments: ["development" as const] },
    stages: [],
    isAutomatic: true,
  };
  const document = { ...STARTING_POLICY, rules: [guarded, automatic, ...STARTING_POLICY.rules] };
  const { number } = await draftPolicy(org.admin, {});
  const { version } = await editPolicy(org.admin, { number, version: 1, document, summary: "" });
  await proposePolicy(org.admin, { number, version, summary: "Agreed in the risk round." });
  await decidePolicy(org.approver, { number, version: version + 1, ...VOTE });
  const system = { name: "Ledger", description: "Contracts.", dataClasses: ["confidential" as const] };
  systemId = (await registerSystem(org.admin, system)).systemId;
});

const link = (person: PersonActor = org.owner) => linkSystem(person, { serverId: server.serverId, systemId });
const ask = (consumerIds: string[] = []) =>
  submitRequest(org.owner, {
    serverId: server.serverId,
    toolIds: [server.searchId],
    consumerIds,
    durationDays: 30,
    justification: WHY,
  });
const found = (requestId: string) => getRequest(org.admin, { requestId });
const pendingIds = async () =>
  (await listRequests(org.auditor, { view: "all", state: "pending" })).items.map(({ id }) => id);
async function maySearch(): Promise<boolean | undefined> {
  const scopes = ["decisions:evaluate"] as const;
  const { organizationId } = org;
  const token = { kind: "token", organizationId, tokenId: newId(), name: "T", scopes } as const;
  const question = {
    subject: { type: "agent", id: server.consumerSlug },
    action: { name: "tools/call" },
    resource: { type: "tool", id: `${server.slug}/search_tickets` },
  };
  return (await evaluateAccess(token, { questions: [question] }))[0]?.decision;
}

describe("data of a system that a server reaches", () => {
  it("choose whom a request asks", async () => {
    await link();
    const { requestId } = await ask();
    const request = await found(requestId);
    expect(request).toMatchObject({ state: "pending", server: { dataClasses: ["confidential"] } });
    expect(JSON.stringify(request)).toContain("Guarded data");
  });

  it("suspend what was approved without them, and are asked about; answers say no at once", async () => {
    const access = { toolIds: [], consumerIds: [server.consumerId] };
    const terms = { serverId: server.serverId, durationDays: 30, justification: WHY };
    await submitRequest(org.owner, { ...terms, ...access });
    const { requestId } = await ask();
    expect((await found(requestId)).state).toBe("applied");
    expect(await maySearch()).toBe(true);
    await link();
    expect(await maySearch()).toBe(false);
    await deliverEvents(org.organizationId);
    expect((await found(requestId)).grants.map(({ state }) => state)).toEqual(["suspended"]);
    for (const again of await pendingIds()) {
      await decideRequest(org.approver, { requestId: again, ...VOTE });
      const last = await decideRequest(org.approver2, { requestId: again, ...VOTE });
      expect(last).toMatchObject({ state: "applied" });
    }
    expect(await maySearch()).toBe(true);
  });

  it("suspend it too when the system comes to hold them", async () => {
    await updateSystem(org.admin, { systemId, dataClasses: [] });
    await link();
    const { requestId } = await ask([server.consumerId]);
    await decideRequest(org.approver, { requestId, ...VOTE });
    expect(await maySearch()).toBe(true);
    await updateSystem(org.admin, { systemId, dataClasses: ["financial"] });
    expect(await maySearch()).toBe(false);
    await deliverEvents(org.organizationId);
    expect((await found(requestId)).grants.map(({ state }) => state)).toEqual(["suspended", "suspended"]);
  });

  it("make a request stale that was asked without them", async () => {
    await updateSystem(org.admin, { systemId, dataClasses: [] });
    await link();
    const { requestId } = await ask();
    await updateSystem(org.admin, { systemId, dataClasses: ["financial"] });
    const late = decideRequest(org.approver, { requestId, ...VOTE });
    await expect(late).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("data"),
    });
  });
});

describe("whoever takes data out of a server's reach", () => {
  const REFUSED = { code: "refused", publicMessage: expect.stringContaining("had a part in the change") };

  it.each([
    [
      "by unlinking the system",
      (person: PersonActor) => unlinkSystem(person, { serverId: server.serverId, systemId }),
    ],
    [
      "by saying that it holds less",
      (person: PersonActor) => updateSystem(person, { systemId, dataClasses: [] }),
    ],
    [
      "by saying so, and another by unlinking it",
      async (person: PersonActor) => {
        await updateSystem(person, { systemId, dataClasses: [] });
        await unlinkSystem(org.admin, { serverId: server.serverId, systemId });
      },
    ],
  ])("%s is granted nothing automatically, and does not decide", async (_how, lower) => {
    await link();
    const both = await newPerson(org.organizationId, "Both", ["admin", "approver"]);
    await lower(both);
    const { requestId } = await ask();
    const request = await found(requestId);
    expect(request.state).toBe("pending");
    expect(JSON.stringify(request)).toContain("was declared to need less care");
    await expect(decideRequest(both, { requestId, ...VOTE })).rejects.toMatchObject(REFUSED);
    expect(await decideRequest(org.approver, { requestId, ...VOTE })).toMatchObject({ state: "applied" });
  });

  it("cannot say to the database that it was not so, nor turn one link into another", async () => {
    const before = await ask();
    expect((await found(before.requestId)).state).toBe("applied");
    await link();
    await unlinkSystem(org.admin, { serverId: server.serverId, systemId });
    await inTenant(org.organizationId, "write", (tx) => tx.$executeRaw`update server set lowered_at = null`);
    const { requestId } = await ask();
    expect((await found(requestId)).state).toBe("pending");
    await link();
    const other = await registerSystem(org.admin, {
      name: "Empty",
      description: "Nothing.",
      dataClasses: [],
    });
    const turned = inTenant(
      org.organizationId,
      "write",
      (tx) => tx.$executeRaw`update server_system set system_id = ${other.systemId}::uuid`,
    );
    await expect(turned).rejects.toMatchObject({ code: "refused" });
  });
});
