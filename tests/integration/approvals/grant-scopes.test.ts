import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import { addScope } from "#lib/inventory/commands/add-scope.ts";
import { assignOwners } from "#lib/inventory/commands/assign-owners.ts";
import { removeScope } from "#lib/inventory/commands/remove-scope.ts";
import { updateConnection } from "#lib/inventory/commands/update-connection.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import {
  deliverEvents,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  toolState,
  trail,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

const VOTE = { decision: "approve" as const, reason: "Needed and bounded." };
const READ = { name: "tickets:read", system: "Zendesk", breadth: "narrow" as const };
const ask = (change: object = {}) => ({
  serverId: server.serverId,
  newScopes: [READ],
  durationDays: 30,
  justification: WHY,
  ...change,
});
const approve = (requestId: string, by = org.approver) => decideRequest(by, { requestId, ...VOTE });
const grants = async () =>
  (await listServerGrants(org.auditor, { serverId: server.serverId, withEnded: true })).items;
const statuses = async () => (await grants()).map((grant) => `${grant.kind} ${grant.status}`).sort();
const scopes = async () => (await getServer(org.auditor, { slug: server.slug })).scopes;
const pendingIds = async () =>
  (await listRequests(org.auditor, { view: "all", state: "pending" })).items.map((item) => item.id);
const changeConnection = () =>
  updateConnection(org.owner, {
    serverId: server.serverId,
    transport: "stdio",
    command: "ticket-desk",
    args: ["--stdio", "--all"],
    url: null,
  });

describe("a scope that the server does not hold yet", () => {
  it("is shown with its path and what is enabled, before and while it is decided", async () => {
    await enableRefund(org, server);
    const preview = await previewRequest(org.owner, ask());
    expect(preview).toMatchObject({
      title: "Let Ticket desk hold tickets:read, in production, for 30 days",
      impact: "regulated",
      problems: [],
      scopes: [{ ...READ, isHeld: false, impact: "reads" }],
    });
    const { requestId } = await submitRequest(org.owner, ask());
    expect(await getRequest(org.approver, { requestId })).toMatchObject({
      kind: "grant_scopes",
      scopes: [{ ...READ, isHeld: false }],
      toolsInForce: [{ name: "refund_payment", impact: "regulated" }],
      allowed: { approve: true },
    });
    expect(await scopes()).toEqual([]);
  });

  it("comes on record and in force with the last vote, and what is enabled goes on with it", async () => {
    await enableRefund(org, server);
    const before = (await grants())[0]?.serverDigest;
    const { requestId } = await submitRequest(org.owner, ask());
    await approve(requestId);
    expect(await scopes()).toMatchObject([READ]);
    const after = new Set((await grants()).map((grant) => grant.serverDigest));
    expect(after.size).toBe(1);
    expect(after).not.toContain(before);
    await deliverEvents(org.organizationId);
    expect(await statuses()).toEqual(["access active", "scope active", "tool active"]);
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("enabled");
    expect(await pendingIds()).toEqual([]);
    const told = await trail(org.organizationId, ["scope.added", "grant.rebound", "grant.issued"]);
    expect(told.slice(-4).map((event) => [event.type, event.subject.name])).toEqual([
      ["scope.added", "tickets:read"],
      ["grant.rebound", expect.stringMatching(/ on Ticket desk$/)],
      ["grant.rebound", expect.stringMatching(/ on Ticket desk$/)],
      ["grant.issued", "tickets:read on Ticket desk"],
    ]);
    const scope = (await grants()).find((grant) => grant.kind === "scope");
    expect(scope).toMatchObject({ scope: READ, why: expect.stringContaining("Owner asked for it") });
  });

  it("leaves what was granted after it was asked to be asked for again", async () => {
    const { requestId } = await submitRequest(org.owner, ask());
    await enableRefund(org, server);
    const [tool] = await grants();
    expect(tool?.status).toBe("active");
    // The enabled tool is graver than what the scope was asked for with.
    await expect(approve(requestId)).rejects.toMatchObject({ code: "refused" });
    await deliverEvents(org.organizationId);
    const [again = ""] = await pendingIds();
    expect(again).not.toBe(requestId);
    expect(await getRequest(org.approver, { requestId: again })).toMatchObject({
      impact: "regulated",
      toolsInForce: [{ name: "refund_payment" }],
    });
  });

  it("does not take along what was granted after it was asked, though it is as harmless", async () => {
    const { requestId } = await submitRequest(org.owner, ask());
    const harmless = ask({ newScopes: [], toolIds: [server.searchId] });
    await approve((await submitRequest(org.owner, harmless)).requestId);
    await approve(requestId);
    await deliverEvents(org.organizationId);
    expect(await statuses()).toEqual(["scope active", "tool suspended"]);
    expect(await trail(org.organizationId, ["grant.rebound"])).toEqual([]);
  });

  it("becomes nothing by a rejection", async () => {
    const { requestId } = await submitRequest(org.owner, ask());
    await decideRequest(org.approver, { requestId, decision: "reject", reason: "Not needed." });
    expect(await scopes()).toEqual([]);
    expect(await grants()).toEqual([]);
  });

  it("is approved once by two who vote at once", async () => {
    const { requestId } = await submitRequest(org.owner, ask());
    const both = await Promise.allSettled([approve(requestId), approve(requestId, org.approver2)]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await statuses()).toEqual(["scope active"]);
  });

  it("beside another that is decided at once: one is in force, the other is asked for again", async () => {
    const first = await submitRequest(org.owner, ask());
    const second = await submitRequest(org.owner, ask({ newScopes: [{ ...READ, name: "users:read" }] }));
    const both = await Promise.allSettled([
      approve(first.requestId),
      approve(second.requestId, org.approver2),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    await deliverEvents(org.organizationId);
    const pending = await pendingIds();
    expect(pending).toHaveLength(1);
    await approve(pending[0] ?? "");
    await deliverEvents(org.organizationId);
    expect(await statuses()).toEqual(["scope active", "scope active"]);
  });
});

describe("asking for a scope", () => {
  it("is for the server's owners and administrators, and finds no scope of another organization", async () => {
    await expect(submitRequest(org.member, ask())).rejects.toMatchObject({ code: "forbidden" });
    await expect(submitRequest(org.approver, ask())).rejects.toMatchObject({ code: "forbidden" });
    const other = await newOrganization();
    const theirs = await newGovernedServer(other);
    const { scopeId } = await addScope(other.owner, { serverId: theirs.serverId, ...READ });
    await expect(submitRequest(other.owner, ask())).rejects.toMatchObject({ code: "not_found" });
    await expect(submitRequest(org.owner, ask({ newScopes: [], scopeIds: [scopeId] }))).rejects.toMatchObject(
      { code: "not_found" },
    );
  });

  it("is refused in words while it waits, when it is on record, and together with tools", async () => {
    const { requestId } = await submitRequest(org.owner, ask());
    await expect(submitRequest(org.owner, ask())).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining(`/approvals/${requestId}`),
    });
    await approve(requestId);
    await expect(submitRequest(org.owner, ask())).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("on record already"),
    });
    await expect(submitRequest(org.owner, ask({ toolIds: [server.refundId] }))).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("counts a name that says everything as everything, whatever it is said to be", async () => {
    const newScopes = [{ ...READ, name: "desk:*" }];
    expect(await previewRequest(org.owner, ask({ newScopes }))).toMatchObject({ impact: "regulated" });
  });
});

describe("a scope on record without a grant", () => {
  const added = async () => (await addScope(org.owner, { serverId: server.serverId, ...READ })).scopeId;

  it("is asked for and granted as it is, and the record stays as it was", async () => {
    const scopeId = await added();
    const { requestId } = await submitRequest(org.owner, ask({ newScopes: [], scopeIds: [scopeId] }));
    await approve(requestId);
    await deliverEvents(org.organizationId);
    expect(await statuses()).toEqual(["scope active"]);
    expect((await scopes()).map((scope) => scope.id)).toEqual([scopeId]);
  });

  it("is suspended when it is taken off the record, and not asked for again", async () => {
    const scopeId = await added();
    const { requestId } = await submitRequest(org.owner, ask({ newScopes: [], scopeIds: [scopeId] }));
    await approve(requestId);
    await removeScope(org.owner, { serverId: server.serverId, scopeId });
    await deliverEvents(org.organizationId);
    expect(await statuses()).toEqual(["scope suspended"]);
    expect((await grants())[0]?.stateReason).toContain("no longer on the server's record");
    expect(await pendingIds()).toEqual([]);
  });

  it("is asked for again when the server changed under its grant", async () => {
    const scopeId = await added();
    const { requestId } = await submitRequest(org.owner, ask({ newScopes: [], scopeIds: [scopeId] }));
    await approve(requestId);
    await changeConnection();
    await deliverEvents(org.organizationId);
    expect(await statuses()).toEqual(["scope suspended"]);
    const [again = ""] = await pendingIds();
    expect(await getRequest(org.approver, { requestId: again })).toMatchObject({
      kind: "grant_scopes",
      cause: "drift",
      scopes: [{ ...READ, isHeld: true }],
    });
    await decideRequest(org.approver, { requestId: again, decision: "reject", reason: "No longer needed." });
    expect(await statuses()).toEqual(["scope revoked"]);
  });

  it("still suspends what was approved without it", async () => {
    await enableRefund(org, server);
    await added();
    await deliverEvents(org.organizationId);
    expect(await statuses()).toEqual(["access suspended", "tool suspended"]);
  });
});

describe("while it waits, a request for a scope goes stale", () => {
  it.each([
    ["the connection changes", changeConnection],
    [
      "another scope comes on record",
      () => addScope(org.owner, { serverId: server.serverId, ...READ, name: "x" }),
    ],
    [
      "the server's data is declared differently",
      () => updateServer(org.owner, { serverId: server.serverId, dataClasses: ["internal"] }),
    ],
  ])("when %s", async (_what, change) => {
    const { requestId } = await submitRequest(org.owner, ask());
    await change();
    expect((await getRequest(org.approver, { requestId })).allowed.approve).not.toBe(true);
    await expect(approve(requestId)).rejects.toMatchObject({ code: "refused" });
    await deliverEvents(org.organizationId);
    const [again = ""] = await pendingIds();
    expect(again).not.toBe(requestId);
    await approve(again);
    await deliverEvents(org.organizationId);
    expect((await scopes()).map((scope) => scope.name)).toContain("tickets:read");
  });

  it("when a scope on record is another one of the same name", async () => {
    const { scopeId } = await addScope(org.owner, { serverId: server.serverId, ...READ });
    const { requestId } = await submitRequest(org.owner, ask({ newScopes: [], scopeIds: [scopeId] }));
    await removeScope(org.owner, { serverId: server.serverId, scopeId });
    await addScope(org.owner, { serverId: server.serverId, ...READ, system: "Payroll" });
    await expect(approve(requestId)).rejects.toMatchObject({ code: "refused" });
    await deliverEvents(org.organizationId);
    const [again = ""] = await pendingIds();
    expect(again).not.toBe(requestId);
    expect(await getRequest(org.approver, { requestId: again })).toMatchObject({
      scopes: [{ system: "Payroll" }],
    });
  });
});

describe("nobody decides on a scope of their own", () => {
  const expectNotFor = async (requestId: string, person: Parameters<typeof approve>[1]) => {
    await expect(approve(requestId, person)).rejects.toMatchObject({ code: "refused" });
    if (person === undefined) return;
    // It is in their inbox only as something that they may say no to.
    const { allowed } = await getRequest(person, { requestId });
    const row = (await listRequests(person, {})).items.find(({ id }) => id === requestId);
    expect(row?.mayOnlyReject ?? false).toBe(allowed.reject === true);
  };

  it("not whoever asked", async () => {
    const patricia = await newPerson(org.organizationId, "Patricia", ["approver", "admin", "member"]);
    const { requestId } = await submitRequest(patricia, ask());
    await expectNotFor(requestId, patricia);
    await approve(requestId);
  });

  it("not whoever put it on record and said how broad it is", async () => {
    const patricia = await newPerson(org.organizationId, "Patricia", ["approver", "admin", "member"]);
    const { scopeId } = await addScope(patricia, { serverId: server.serverId, ...READ });
    const { requestId } = await submitRequest(org.owner, ask({ newScopes: [], scopeIds: [scopeId] }));
    await expectNotFor(requestId, patricia);
    await approve(requestId);
  });

  it("not the owner of a consumer that has access to the server", async () => {
    const patricia = await newPerson(org.organizationId, "Patricia", ["approver", "member"]);
    const { consumerId } = await addConsumer(patricia, { name: "Own agent", kind: "agent" });
    const asked = await submitRequest(org.owner, ask());
    const access = await submitRequest(
      org.owner,
      ask({ newScopes: [], consumerIds: [consumerId], justification: WHY }),
    );
    await approve(access.requestId);
    await expectNotFor(asked.requestId, patricia);
  });

  it("not whoever asked for it, once Steward asks again in the owner's name", async () => {
    const patricia = await newPerson(org.organizationId, "Patricia", ["approver", "member"]);
    const own = (ownerId: string) =>
      assignOwners(org.admin, {
        serverId: server.serverId,
        ownerId,
        backupOwnerId: org.admin.userId,
        reason: "The team was reorganized.",
      });
    await own(patricia.userId);
    const { requestId } = await submitRequest(patricia, ask());
    await approve(requestId);
    await own(org.owner.userId);
    await changeConnection();
    await deliverEvents(org.organizationId);
    const [again = ""] = await pendingIds();
    await expectNotFor(again, patricia);
    // Whoever approved the scope had no part in the change of the connection.
    await approve(again, org.approver);
  });
});
