import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import { assignOwners } from "#lib/inventory/commands/assign-owners.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { putInForce, stage } from "#tests/factories/approval-policy.ts";
import {
  askForRefund,
  type GovernedServer,
  newGovernedServer,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

/** In production a server's owners are never the only ones who approve, by whatever way they come to answer. */
let org: TestOrganization;
let server: GovernedServer;
const VOTE = { decision: "approve" as const, reason: "Needed and bounded." };
const REFUSED = {
  code: "refused",
  publicMessage: expect.stringMatching(/somebody else than the server's owners/),
};

/** An approver who owns the server, too. */
async function owningApprover(): Promise<PersonActor> {
  const person = await newPerson(org.organizationId, "Olga", ["approver", "member"]);
  await own(person);
  return person;
}
const own = (person: PersonActor) =>
  assignOwners(org.admin, {
    serverId: server.serverId,
    ownerId: person.userId,
    backupOwnerId: person === org.owner ? org.admin.userId : org.owner.userId,
    reason: "The team was reorganized.",
  });
const ownerThenRisk = (needsDistinctPeople: boolean) =>
  putInForce(org, {
    stages: [stage({ name: "Owner", from: [{ kind: "owner" }] }), stage({ name: "Risk" })],
    needsDistinctPeople,
  });

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

describe("the command", () => {
  it("refuses the owner who is an approver, and takes another approver", async () => {
    const owning = await owningApprover();
    const { requestId } = await askForRefund(org.owner, server);
    await expect(decideRequest(owning, { requestId, ...VOTE })).rejects.toMatchObject(REFUSED);
    const view = await getRequest(owning, { requestId });
    expect(view.allowed.approve).toMatch(/somebody else than the server's owners/);
    expect(view.eligibleApprovers.map(({ id }) => id)).not.toContain(owning.userId);
    await decideRequest(org.approver, { requestId, ...VOTE });
  });

  it("refuses who owned it when it was asked and stepped down since", async () => {
    const owning = await owningApprover();
    const { requestId } = await askForRefund(org.owner, server);
    await own(org.owner);
    await expect(decideRequest(owning, { requestId, ...VOTE })).rejects.toMatchObject(REFUSED);
  });

  it("refuses who came to own it after it was asked", async () => {
    const person = await newPerson(org.organizationId, "Olga", ["approver", "member"]);
    const { requestId } = await askForRefund(org.owner, server);
    await own(person);
    await expect(decideRequest(person, { requestId, ...VOTE })).rejects.toMatchObject(REFUSED);
  });

  it("lets one owner answer one stage of two, not both", async () => {
    const owning = await owningApprover();
    await ownerThenRisk(false);
    const { requestId } = await askForRefund(org.owner, server);
    await decideRequest(owning, { requestId, ...VOTE });
    await expect(decideRequest(owning, { requestId, ...VOTE })).rejects.toMatchObject(REFUSED);
    expect(await decideRequest(org.approver, { requestId, ...VOTE })).toMatchObject({ state: "applied" });
  });

  it("refuses the owner as a delegate of who is no owner", async () => {
    await ownerThenRisk(false);
    const { requestId } = await askForRefund(org.admin, server);
    const today = new Date().toISOString().slice(0, 10);
    await setAbsence(org.approver, { delegateId: org.owner.userId, startsOn: today, endsOn: today });
    await decideRequest(org.owner, { requestId, ...VOTE });
    await expect(decideRequest(org.owner, { requestId, ...VOTE })).rejects.toMatchObject(REFUSED);
  });

  it("lets an owner approve alone outside production", async () => {
    const dev = await newGovernedServer(await newOrganizationOf(), "development");
    const owning = await newPerson(org.organizationId, "Olga", ["approver", "member"]);
    server = dev;
    await own(owning);
    const { requestId } = await askForRefund(org.owner, dev);
    expect(await decideRequest(owning, { requestId, ...VOTE })).toMatchObject({ state: "applied" });
  });
});

describe("what asks owners alone", () => {
  it("is no policy", async () => {
    const oneOf = stage({ from: [{ kind: "owner" }, { kind: "role", role: "approver" }] });
    await expect(putInForce(org, { stages: [oneOf] })).rejects.toMatchObject({
      fields: { "document.rules.1.stages": expect.stringMatching(/owners cannot be the only ones/) },
    });
  });

  it("is not asked", async () => {
    const owning = await owningApprover();
    await putInForce(org, { stages: [stage({ from: [{ kind: "person", userId: owning.userId }] })] });
    const ask = { serverId: server.serverId, toolIds: [server.refundId], consumerIds: [], durationDays: 30 };
    await expect(submitRequest(org.owner, { ...ask, justification: WHY })).rejects.toMatchObject({
      publicMessage: expect.stringMatching(/Nobody but the server's owners/),
    });
  });

  it("can be repaired where those who were asked became its owners", async () => {
    const person = await newPerson(org.organizationId, "Olga", ["approver", "member"]);
    await putInForce(org, { stages: [stage({ from: [{ kind: "person", userId: person.userId }] })] });
    const { requestId } = await askForRefund(org.owner, server);
    await own(person);
    expect((await getRequest(org.admin, { requestId })).repair).not.toBeNull();
  });
});

it("the database refuses it too", async () => {
  const owning = await owningApprover();
  const { requestId } = await askForRefund(org.owner, server);
  const run = (...statements: string[]) =>
    inTenant(org.organizationId, "write", async (tx) => {
      for (const statement of statements) await tx.$executeRawUnsafe(statement);
    });
  await run(
    `insert into request_decision (organization_id, id, request_id, requester_id, stage_position, decider_id, decision,
      reason, decided_at) values ('${org.organizationId}', gen_random_uuid(), '${requestId}', '${org.owner.userId}', 1,
      '${owning.userId}', 'approve', 'Needed and bounded.', now())`,
  );
  const approve = `update request set state = 'approved', decided_at = now() where id = '${requestId}'`;
  await expect(run(approve)).rejects.toThrow(/owners has to approve too|owners_do_not_approve_alone/);
  await own(org.owner);
  await expect(run(approve)).rejects.toThrow(/owners has to approve too|owners_do_not_approve_alone/);
  await expect(run(`update request set server_owner_ids = '{}' where id = '${requestId}'`)).rejects.toThrow(
    /permission denied|owners_stay_on_record/,
  );
});

async function newOrganizationOf(): Promise<TestOrganization> {
  org = await newOrganization();
  return org;
}
