import "#tests/setup/use-test-database.ts";
import { addHours } from "date-fns/addHours";
import { subHours } from "date-fns/subHours";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { reviewBreakGlass } from "#lib/approvals/commands/review-break-glass.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { revokeGrant } from "#lib/grants/commands/revoke-grant.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import {
  askForRefund,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

const WHY = "It paid somebody twice.";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await glassInForce(org);
});

afterEach(() => {
  vi.useRealTimers();
});

async function revokeAll(): Promise<void> {
  const { items } = await listServerGrants(org.admin, { serverId: server.serverId });
  for (const { id } of items) await revokeGrant(org.admin, { grantId: id, reason: WHY });
}

/** As if so many hours had gone by since it was ended. */
const hoursAgo = (hours: number) =>
  asOwner(`alter table grants disable trigger user;
    update grants set revoked_at = '${subHours(new Date(), hours).toISOString()}',
      granted_at = granted_at - interval '${hours + 1} hours'
      where organization_id = '${org.organizationId}' and state = 'revoked';
    alter table grants enable trigger user`);

describe("what a person has just ended", () => {
  it("is not had by breaking glass for a day, by whomever, and the form says who ended it and why", async () => {
    await enableRefund(org, server);
    await revokeAll();
    await expect(breakForRefund(org.owner, server)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringMatching(
        /^Admin revoked .* because: It paid somebody twice\. For 24 hours/,
      ),
    });
    const preview = await previewRequest(org.owner, {
      serverId: server.serverId,
      toolIds: [server.refundId],
      consumerIds: [server.consumerId],
      durationDays: 1,
    });
    expect(preview.breakGlass).toMatchObject({
      allowed: expect.stringContaining("glass is not broken for that"),
      revoked: expect.arrayContaining([expect.stringContaining("Admin revoked refund_payment")]),
    });
    await hoursAgo(23);
    await expect(breakForRefund(org.owner, server)).rejects.toMatchObject({ code: "refused" });
  });

  it("is refused by the database, too, whatever the application's clock says", async () => {
    await enableRefund(org, server);
    await revokeAll();
    vi.useFakeTimers({ toFake: ["Date"], now: addHours(new Date(), 25) });
    const later = { ...org.owner, authenticatedAt: new Date() };
    await expect(breakForRefund(later, server)).rejects.toMatchObject({
      code: "refused",
      publicMessage: "Somebody ended this within the last 24 hours. Until then it is asked for as usual.",
    });
  });

  it("may be had after that, and whoever reviews it reads who had ended it", async () => {
    await enableRefund(org, server);
    await revokeAll();
    await hoursAgo(25);
    const { requestId } = await breakForRefund(org.owner, server);
    const { breakGlass } = await getRequest(org.approver, { requestId });
    expect(breakGlass?.revokedBefore).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Admin revoked refund_payment on .*, because: It paid somebody twice\.$/),
      ]),
    );
  });

  it("is free again once it was approved and ended by itself, or was replaced by an approval", async () => {
    await enableRefund(org, server);
    await revokeAll();
    const { requestId } = await askForRefund(org.owner, server);
    await decideRequest(org.approver, { requestId, decision: "approve", reason: "Needed after all." });
    await asOwner(`update grants set expires_at = granted_at + interval '1 millisecond'
      where organization_id = '${org.organizationId}' and state = 'active'`);
    await asOwner(
      `update tool set state = 'disabled' where organization_id = '${org.organizationId}' and state = 'enabled'`,
    );
    expect(await breakForRefund(org.owner, server)).toMatchObject({ requestId: expect.any(String) });
  });

  it("counts broken glass that a reviewer cut, so that no accomplice has it back at once", async () => {
    await glassInForce(org, {
      from: [
        { kind: "person", userId: org.owner.userId },
        { kind: "person", userId: org.admin.userId },
      ],
    });
    const { requestId } = await breakForRefund(org.owner, server);
    await reviewBreakGlass(org.approver, { requestId, verdict: "not_justified", reason: "It could wait." });
    await expect(breakForRefund(org.admin, server)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("Approver revoked"),
    });
  });
});

describe("what a person has just rejected", () => {
  it("is not had by breaking glass for a day, whatever the clock says, unless it was approved since", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await decideRequest(org.approver, { requestId, decision: "reject", reason: "It pays without a limit." });
    await expect(breakForRefund(org.owner, server)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringMatching(
        /^Approver rejected .* because: It pays without a limit\. For 24 hours/,
      ),
    });
    vi.useFakeTimers({ toFake: ["Date"], now: addHours(new Date(), 25) });
    const later = { ...org.owner, authenticatedAt: new Date() };
    await expect(breakForRefund(later, server)).rejects.toMatchObject({
      code: "refused",
      publicMessage: "Somebody rejected this within the last 24 hours. Until then it is asked for as usual.",
    });
    vi.useRealTimers();
    await asOwner(`alter table request disable trigger user;
      update request set decided_at = decided_at - interval '25 hours' where id = '${requestId}';
      alter table request enable trigger user`);
    expect(await breakForRefund(org.owner, server)).toMatchObject({ requestId: expect.any(String) });
  });
});
