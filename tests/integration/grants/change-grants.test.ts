import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { reopenAfterDrift } from "#lib/approvals/commands/reopen-after-drift.ts";
import { changeGrants } from "#lib/grants/commands/change-grants.ts";
import { suspendDriftedGrants } from "#lib/grants/commands/suspend-drifted-grants.ts";
import { getGrant } from "#lib/grants/queries/get-grant.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  offerTools,
  REFUND_CHANGED,
  SEARCH,
  toolState,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

const REASON = "The vendor has an incident.";

let org: TestOrganization;
let server: GovernedServer;
let toolGrant: string;
let accessGrant: string;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
  const { items } = await listServerGrants(org.auditor, { serverId: server.serverId });
  toolGrant = items.find((grant) => grant.kind === "tool")?.id ?? "";
  accessGrant = items.find((grant) => grant.kind === "access")?.id ?? "";
});

const change = (
  actor: Parameters<typeof changeGrants>[0],
  action: "suspend" | "resume" | "revoke",
  ids = [toolGrant],
) => changeGrants(actor, { grantIds: ids, action, reason: REASON });
const refund = () => toolState(org.organizationId, server.serverId, server.refundId);
const statusOf = async (grantId: string) => (await getGrant(org.auditor, { grantId })).status;
/** As the application's role, past the application. */
const run = (statement: string) =>
  inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));

describe("a person's suspension", () => {
  it("takes the tool out of use, and resuming puts it back as it was approved", async () => {
    await change(org.owner, "suspend");
    expect(await refund()).toBe("suspended");
    const held = await getGrant(org.auditor, { grantId: toolGrant });
    expect(held).toMatchObject({
      status: "suspended",
      stateReason: REASON,
      suspendedBy: { name: org.owner.name },
    });
    await change(org.owner, "resume");
    expect(await refund()).toBe("enabled");
    const back = await getGrant(org.auditor, { grantId: toolGrant });
    expect(back).toMatchObject({ status: "active", stateReason: null, suspendedBy: null, suspendedAt: null });
    const told = await trail(org.organizationId, ["grant.suspended", "tool.suspended", "grant.resumed"]);
    expect(told.map(({ type }) => type)).toEqual(["grant.suspended", "tool.suspended", "grant.resumed"]);
  });

  it("is for who answers for the server; what an administrator suspended its owner cannot resume", async () => {
    await expect(change(org.member, "suspend")).rejects.toMatchObject({ code: "forbidden" });
    await expect(change(org.auditor, "suspend")).rejects.toMatchObject({ code: "forbidden" });
    await change(org.admin, "suspend");
    await expect(change(org.owner, "resume")).rejects.toMatchObject({ code: "refused" });
    expect(await refund()).toBe("suspended");
    // Whoever asked for it gains by it, whatever their role.
    const promoted = { ...org.owner, roles: ["admin" as const] };
    await expect(change(promoted, "resume")).rejects.toThrow(/somebody else must resume/);
    await change(org.admin, "resume");
    expect(await refund()).toBe("enabled");
  });

  it("is not lifted once the tool has changed, by the command or past it", async () => {
    await change(org.owner, "suspend");
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    await expect(change(org.admin, "resume")).rejects.toThrow(/definition of refund_payment changed/);
    const forged = run(
      `update grants set state = 'active', suspended_by_id = null where id = '${toolGrant}'`,
    );
    await expect(forged).rejects.toMatchObject({ code: "refused" });
    expect(await statusOf(toolGrant)).toBe("suspended");
  });

  it("asks nobody for a new approval; Steward's own suspension does, and no person lifts it", async () => {
    const job = systemActor(org.organizationId, "test");
    await change(org.owner, "suspend", [accessGrant]);
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    await suspendDriftedGrants(job, { serverId: server.serverId });
    const { opened } = await reopenAfterDrift(job, { serverId: server.serverId });
    expect(opened).toHaveLength(1);
    const asked = await inTenant(org.organizationId, "read", (tx) =>
      tx.requestItem.findMany({ where: { requestId: opened[0] ?? "" }, select: { kind: true } }),
    );
    expect(asked).toEqual([{ kind: "tool" }]);
    await expect(change(org.admin, "resume")).rejects.toThrow(/Only a new approval/);
    for (const forged of ["state = 'active'", `suspended_by_id = '${org.admin.userId}'`]) {
      const attempt = run(`update grants set ${forged} where id = '${toolGrant}'`);
      await expect(attempt).rejects.toMatchObject({ code: "refused" });
    }
  });

  it("and its end at the same moment leave it ended", async () => {
    await change(org.owner, "suspend");
    await Promise.allSettled([change(org.owner, "resume"), change(org.admin, "revoke")]);
    expect(await statusOf(toolGrant)).toBe("revoked");
    expect(await refund()).toBe("disabled");
    await expect(change(org.owner, "resume")).rejects.toMatchObject({ code: "refused" });
  });
});

describe("many grants at once", () => {
  it("are changed as far as one may, and for each of the others it is said why not", async () => {
    await change(org.owner, "suspend", [accessGrant]);
    const { changed, refused } = await change(org.owner, "suspend", [toolGrant, accessGrant]);
    expect(changed.map(({ id }) => id)).toEqual([toolGrant]);
    expect(refused).toEqual([
      { id: accessGrant, name: "Support agent on Ticket desk", reason: "This grant is suspended already." },
    ]);
    expect(await trail(org.organizationId, ["command.refused"])).toHaveLength(1);
  });

  it("of another organization are not found", async () => {
    const other = await newOrganization();
    await expect(change(other.admin, "revoke", [toolGrant, accessGrant])).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(getGrant(other.admin, { grantId: toolGrant })).rejects.toMatchObject({ code: "not_found" });
    expect(await statusOf(toolGrant)).toBe("active");
  });

  it("are not ended by a number that is not true any more", async () => {
    const asked = { grantIds: [toolGrant, accessGrant], reason: REASON, acknowledged: 3 };
    await expect(changeGrants(org.owner, { ...asked, action: "revoke" })).rejects.toThrow(/not 3/);
    expect(await statusOf(toolGrant)).toBe("active");
  });

  it("ended twice at once end once", async () => {
    const both = await Promise.allSettled(
      [org.owner, org.admin].map((actor) => change(actor, "revoke", [toolGrant, accessGrant])),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await trail(org.organizationId, ["grant.revoked"])).toHaveLength(2);
  });
});

it("a former owner suspends nothing any more", async () => {
  const stranger = await newPerson(org.organizationId, "Stranger", ["member"]);
  await expect(change(stranger, "suspend")).rejects.toMatchObject({ code: "forbidden" });
});
