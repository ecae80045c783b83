import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { inTenant } from "#lib/kernel/db.ts";
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
});

/** As the application's role, past the application. */
const run = (statement: string) =>
  inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));
const askForScope = () =>
  submitRequest(org.owner, {
    serverId: server.serverId,
    newScopes: [{ name: "tickets:read", system: null, breadth: "narrow" }],
    durationDays: 30,
    justification: WHY,
  });
const approve = (requestId: string) =>
  decideRequest(org.approver, { requestId, decision: "approve", reason: "Needed and bounded." });

describe("past the application, what is granted goes on with another identity", () => {
  const REFUSED = { code: "refused", publicMessage: expect.stringContaining("exactly that scope") };
  const rebind = (requestId: string, digest: string) => `
    update grants g set server_digest = ${digest}, rebound_by_request_id = ${requestId} where g.state = 'active'`;
  const asked = (requestId: string) =>
    `(select resulting_digest from request_item where request_id = '${requestId}')`;

  it("neither without a request nor by one for a tool", async () => {
    const requestId = await enableRefund(org, server);
    await expect(run(rebind("null", "'sha256:other'"))).rejects.toMatchObject(REFUSED);
    await expect(run(rebind(`'${requestId}'`, "'sha256:other'"))).rejects.toMatchObject(REFUSED);
    await expect(run(rebind(`'${requestId}'`, "g.server_digest"))).rejects.toMatchObject(REFUSED);
  });

  it("not while the scope is still asked for, and nobody calls it approved", async () => {
    await enableRefund(org, server);
    const { requestId } = await askForScope();
    const digest = asked(requestId);
    await expect(run(rebind(`'${requestId}'`, digest))).rejects.toMatchObject(REFUSED);
    await expect(
      run(`update request set state = 'approved', decided_at = now() where id = '${requestId}'`),
    ).rejects.toMatchObject({ code: "refused" });
  });

  it("not later, by an approval that has had its effect", async () => {
    const { requestId } = await askForScope();
    await approve(requestId);
    await enableRefund(org, server);
    await expect(run(rebind(`'${requestId}'`, asked(requestId)))).rejects.toMatchObject(REFUSED);
    await expect(
      run(`update request set state = 'approved' where id = '${requestId}'`),
    ).rejects.toMatchObject({ code: "refused" });
  });

  it("not from the start", async () => {
    const requestId = await enableRefund(org, server);
    const copy = `
      insert into grants (organization_id, id, kind, server_id, tool_id, tool_digest, server_digest, state, origin_kind,
        request_id, rebound_by_request_id, granted_at, expires_at)
      select organization_id, gen_random_uuid(), kind, server_id, tool_id, tool_digest, server_digest, state, origin_kind,
        request_id, request_id, granted_at, expires_at
      from grants where request_id = '${requestId}' and kind = 'tool'`;
    await expect(run(copy)).rejects.toMatchObject({ code: "refused" });
  });
});

describe("past the application, a scope is granted", () => {
  const REFUSED = { code: "refused" };
  const grant = (requestId: string, change: { name?: string; breadth?: string; digest?: string }) => `
    insert into grants (organization_id, id, kind, server_id, scope_name, scope_breadth, server_digest, state,
      origin_kind, request_id, granted_at, expires_at)
    select organization_id, gen_random_uuid(), 'scope', '${server.serverId}', '${change.name ?? "tickets:read"}',
      '${change.breadth ?? "narrow"}', ${change.digest ?? "resulting_digest"}, 'active', 'approval', request_id, now(),
      now() + interval '1 day'
    from request_item where request_id = '${requestId}'`;

  it("only as it was approved, and once", async () => {
    const { requestId } = await askForScope();
    await expect(run(grant(requestId, {}))).rejects.toMatchObject(REFUSED);
    await approve(requestId);
    for (const change of [{ name: "*" }, { breadth: "wildcard" }, { digest: "server_digest" }]) {
      await expect(run(grant(requestId, change))).rejects.toMatchObject(REFUSED);
    }
    await expect(run(grant(requestId, {}))).rejects.toMatchObject(REFUSED);
  });
});
