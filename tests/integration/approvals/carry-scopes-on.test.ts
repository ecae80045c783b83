import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { tellOfEndingGrants } from "#lib/grants/commands/tell-of-ending-grants.ts";
import { listServerScopes } from "#lib/grants/queries/list-server-scopes.ts";
import { removeScope } from "#lib/inventory/commands/remove-scope.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { approve, askFor, grantsOf } from "#tests/factories/carried-on.ts";
import {
  deliverEvents,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const READ = { name: "tickets:read", system: "Zendesk", breadth: "narrow" as const };

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org, "development");
});
afterEach(() => setClock(() => new Date()));

async function grantScope(days = 30): Promise<void> {
  const { requestId } = await askFor(org.owner, server.serverId, { newScopes: [READ] }, days);
  await approve(org.approver, requestId);
}
const scopeGrants = async () =>
  (await grantsOf(org, server.serverId)).filter((grant) => grant.kind === "scope");
const inForce = async () => (await scopeGrants()).filter(({ state }) => state === "active");
const standing = async () => (await listServerScopes(org.owner, { serverId: server.serverId }))[0]?.standing;

describe("a scope that is granted, on a move to production", () => {
  it("is shown to whoever decides, goes on with the move, and is asked for by nobody again", async () => {
    await enableRefund(org, server);
    await grantScope();
    const [before] = await scopeGrants();
    const ask = { slug: server.slug, moveTo: "production" as const, durationDays: 60 };
    expect(await previewRequest(org.owner, ask)).toMatchObject({
      title: "Move Ticket desk to production, keeping 3 grants for at most 60 days",
      scopes: [{ ...READ, isHeld: true }],
      problems: [],
    });
    const { requestId } = await askFor(org.owner, server.serverId, { moveTo: "production" });
    const shown = await getRequest(org.approver, { requestId });
    expect(shown.scopes).toMatchObject([{ ...READ, isHeld: true }]);
    expect(shown.carriesOn.map(({ name }) => name)).toContain("tickets:read");
    await expect(approve(org.approver, requestId)).resolves.toMatchObject({ state: "applied" });
    expect(await inForce()).toMatchObject([
      { requestId, approvedEnvironment: "production", expiresAt: before?.expiresAt },
    ]);
    expect(await standing()).toBe("granted");
    await deliverEvents(org.organizationId);
    expect((await grantsOf(org, server.serverId)).filter(({ state }) => state === "suspended")).toEqual([]);
    expect(await trail(org.organizationId, ["request.submitted"])).toHaveLength(3);
  });

  it("goes no further than the record: without the scope the move that asked for it is over", async () => {
    await grantScope();
    const { requestId } = await askFor(org.owner, server.serverId, { moveTo: "production" });
    const [scope] = await listServerScopes(org.owner, { serverId: server.serverId });
    await removeScope(org.owner, { serverId: server.serverId, scopeId: scope?.id ?? "" });
    await expect(approve(org.approver, requestId)).rejects.toMatchObject({ code: "refused" });
    expect(await standing()).toBeUndefined();
  });

  it("is not carried on as another one, past the application", async () => {
    await grantScope();
    const { requestId } = await askFor(org.owner, server.serverId, { moveTo: "production" });
    await expect(
      inTenant(
        org.organizationId,
        "write",
        (tx) =>
          tx.$executeRaw`update request_item set scope_breadth = 'admin' where request_id = ${requestId}::uuid`,
      ),
    ).rejects.toThrow();
  });
});

describe("a scope that is about to end", () => {
  it("is told of, and lasts longer once that is approved", async () => {
    await grantScope();
    setClock(() => new Date(Date.now() + 24 * 86_400_000));
    expect(await tellOfEndingGrants(systemActor(org.organizationId, "test"), {})).toEqual({ grantCount: 1 });
    const [told] = await trail(org.organizationId, ["grant.ending"]);
    expect(told?.detail.grants).toEqual(["tickets:read"]);
    setClock(() => new Date());
    const [grant] = await scopeGrants();
    const ids = { extendGrantIds: [grant?.id ?? ""] };
    expect(await previewRequest(org.owner, { slug: server.slug, ...ids, durationDays: 60 })).toMatchObject({
      title: "Extend tickets:read on Ticket desk, in development, to 60 days from the approval",
      problems: [],
    });
    const { requestId } = await askFor(org.owner, server.serverId, ids);
    await approve(org.approver, requestId);
    const days = (await inForce()).map(({ expiresAt }) => Math.round((+expiresAt - Date.now()) / 86_400_000));
    expect(days).toEqual([60]);
    expect(await standing()).toBe("granted");
  });
});
