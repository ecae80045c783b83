import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { sweeps } from "#lib/approvals/jobs.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { revokeGrant } from "#lib/grants/commands/revoke-grant.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { approve, askFor, type GrantOnRecord, grantsOf } from "#tests/factories/carried-on.ts";
import {
  deliverEvents,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  offerTools,
  REFUND_CHANGED,
  SEARCH,
  toolState,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;
let first: string;
let tool: GrantOnRecord;
let access: GrantOnRecord;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  first = await enableRefund(org, server);
  const grants = await grantsOf(org, server.serverId);
  const ofKind = (kind: string) => grants.find((grant) => grant.kind === kind) as GrantOnRecord;
  tool = ofKind("tool");
  access = ofKind("access");
});
afterEach(() => setClock(() => new Date()));

const extend = (ids = [tool.id], days = 60) =>
  askFor(org.owner, server.serverId, { extendGrantIds: ids }, days);
const inForce = async () => (await grantsOf(org, server.serverId)).filter(({ state }) => state === "active");
const run = (statement: string) =>
  inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));
const daysFromNow = ({ expiresAt }: GrantOnRecord) =>
  Math.round((expiresAt.getTime() - Date.now()) / 86_400_000);

describe("asking for a grant to last longer", () => {
  it("shows the path and the end of today, and replaces the grant with the last vote, counted from then", async () => {
    const ask = { slug: server.slug, extendGrantIds: [tool.id, access.id], durationDays: 60 };
    expect(await previewRequest(org.owner, ask)).toMatchObject({
      title:
        "Extend refund_payment and Support agent on Ticket desk, in production, to 60 days from the approval",
      maxDurationDays: 90,
      problems: [],
      carriesOn: expect.arrayContaining([
        { id: tool.id, name: "refund_payment on Ticket desk", expiresAt: tool.expiresAt.toISOString() },
      ]),
    });
    const { requestId } = await extend([tool.id, access.id]);
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("enabled");
    await expect(approve(org.approver, requestId)).resolves.toMatchObject({ state: "applied" });
    const grants = await grantsOf(org, server.serverId);
    expect(grants.slice(0, 2)).toMatchObject([
      { state: "revoked", requestId: first, stateReason: "Replaced by a newer approval." },
      { state: "revoked", requestId: first },
    ]);
    expect(grants.slice(2).map((grant) => [grant.state, grant.requestId, daysFromNow(grant)])).toEqual([
      ["active", requestId, 60],
      ["active", requestId, 60],
    ]);
  });

  it("is refused for no longer than it lasts, beyond policy, for a grant of another server, and of another organization", async () => {
    await expect(extend([tool.id], 29)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("lasts until"),
    });
    await expect(extend([tool.id], 91)).rejects.toMatchObject({ code: "invalid" });
    const other = await newOrganization();
    const theirs = await newGovernedServer(other);
    await expect(askFor(other.owner, theirs.serverId, { extendGrantIds: [tool.id] })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is asked once at a time, by those who answer for the server, and decided by others", async () => {
    await expect(askFor(org.member, server.serverId, { extendGrantIds: [tool.id] })).rejects.toMatchObject({
      code: "forbidden",
    });
    const both = await Promise.allSettled([extend([access.id]), extend([access.id])]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const { requestId } = await extend([tool.id]);
    await expect(extend([tool.id])).rejects.toMatchObject({
      publicMessage: expect.stringContaining("already waits"),
    });
    await expect(approve(org.owner, requestId)).rejects.toMatchObject({ code: expect.any(String) });
    await expect(approve(org.member, requestId)).rejects.toMatchObject({ code: expect.any(String) });
  });

  it("is decided once by two at the same time: never two grants of one tool", async () => {
    const { requestId } = await extend();
    const votes = await Promise.allSettled([
      approve(org.approver, requestId),
      approve(org.approver2, requestId),
    ]);
    expect(votes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await inForce()).filter(({ kind }) => kind === "tool")).toHaveLength(1);
  });

  it("is not shortened to where it would change nothing: the refusal names the fewest days", async () => {
    const { requestId } = await extend([tool.id, access.id]);
    const give = (durationDays: number) =>
      decideRequest(org.approver, { requestId, decision: "approve", reason: "For less.", durationDays });
    for (const days of [1, 7, 29]) {
      await expect(give(days)).rejects.toMatchObject({
        code: "invalid",
        fields: { durationDays: expect.stringContaining("At least 30 days") },
      });
    }
    expect((await getRequest(org.owner, { requestId })).state).toBe("pending");
    await expect(give(30)).resolves.toMatchObject({ state: "applied" });
    expect((await inForce()).map(daysFromNow)).toEqual([30, 30]);
  });

  it("leaves the grant as it is when it is rejected", async () => {
    const { requestId } = await extend();
    await decideRequest(org.approver, { requestId, decision: "reject", reason: "Not any longer." });
    expect((await inForce()).map(({ id }) => id).toSorted()).toEqual([tool.id, access.id].toSorted());
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("enabled");
  });
});

describe("an extension is stale, with the reason, once its grant", () => {
  const refusal = (words: string) => ({ code: "refused", publicMessage: expect.stringContaining(words) });

  it("was ended; the sweep withdraws it", async () => {
    const { requestId } = await extend();
    await revokeGrant(org.owner, { grantId: tool.id, reason: "Not needed any more." });
    await expect(approve(org.approver, requestId)).rejects.toMatchObject(refusal("was ended"));
    for (const sweep of sweeps) await sweep.run(org.organizationId);
    expect((await getRequest(org.owner, { requestId })).state).toBe("withdrawn");
  });

  it("is past its end", async () => {
    setClock(() => new Date(Date.now() + 27 * 86_400_000));
    const { requestId } = await extend();
    setClock(() => new Date(Date.now() + 31 * 86_400_000));
    await expect(approve(org.approver, requestId)).rejects.toMatchObject(refusal("ended on"));
  });

  it("is suspended since its tool changed, which asks for itself and is not reset by the withdrawal", async () => {
    const { requestId } = await extend();
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    await expect(approve(org.approver, requestId)).rejects.toMatchObject(
      refusal("changed after this was asked"),
    );
    await deliverEvents(org.organizationId);
    expect((await getRequest(org.owner, { requestId })).state).toBe("withdrawn");
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("pending");
  });
});

describe("past the application, the database refuses", () => {
  const copyOf = (id: string, requestId: string, change = "") => `
    insert into grants (organization_id, id, kind, server_id, tool_id, tool_digest, server_digest, state, origin_kind,
      request_id, granted_at, expires_at)
    select organization_id, '${newId()}', kind, server_id, tool_id, tool_digest, server_digest, 'active', 'approval',
      '${requestId}', ${change || "revoked_at, revoked_at + interval '1 day'"}
    from grants where id = '${id}'`;

  it("a second use of an approval to extend", async () => {
    const { requestId } = await extend();
    await approve(org.approver, requestId);
    const [current] = (await inForce()).filter(({ kind }) => kind === "tool");
    await revokeGrant(org.owner, { grantId: current?.id ?? "", reason: "Not needed any more." });
    await expect(run(copyOf(tool.id, requestId))).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("granted already"),
    });
  });

  it("a longer end than was asked for, in the very moment of the approval", async () => {
    const { requestId } = await extend();
    const until = (days: number) =>
      inTenant(org.organizationId, "write", async (tx) => {
        const { organizationId } = org;
        const at = new Date();
        const vote = { organizationId, requestId, requesterId: org.owner.userId, stagePosition: 1 };
        await tx.requestDecision.create({
          data: {
            ...vote,
            id: newId(),
            deciderId: org.approver.userId,
            decision: "approve",
            reason: "Needed.",
            decidedAt: at,
          },
        });
        await tx.request.updateMany({ where: { id: requestId }, data: { state: "approved" } });
        await tx.grant.updateMany({ where: { id: tool.id }, data: { state: "revoked", revokedAt: at } });
        const ends = `revoked_at, revoked_at + interval '${days} days'`;
        await tx.$executeRawUnsafe(copyOf(tool.id, requestId, ends));
      });
    await expect(until(61)).rejects.toMatchObject({ code: "refused" });
    await expect(until(60)).resolves.toBeUndefined();
  });

  it("an end that is moved, and an environment that is raised, on the grant itself", async () => {
    for (const change of ["expires_at = now() + interval '300 days'", "approved_environment = 'staging'"]) {
      await expect(run(`update grants set ${change} where id = '${tool.id}'`)).rejects.toThrow();
    }
    expect(await inForce()).toHaveLength(2);
  });
});
