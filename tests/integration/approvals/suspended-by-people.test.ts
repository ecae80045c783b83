import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { withdrawRequest } from "#lib/approvals/commands/withdraw-request.ts";
import { sweeps } from "#lib/approvals/jobs.ts";
import { listServersToReopen } from "#lib/approvals/queries/list-servers-to-reopen.ts";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { changeGrants } from "#lib/grants/commands/change-grants.ts";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { approve, askFor, grantsOf } from "#tests/factories/carried-on.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import {
  askForRefund,
  deliverEvents,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  offerTools,
  REFUND_CHANGED,
  SEARCH,
  toolState,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;
let grantIds: string[];

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
  grantIds = (await grantsOf(org, server.serverId)).map(({ id }) => id);
});
afterEach(() => setClock(() => new Date()));

const change = (who: PersonActor, action: "suspend" | "resume" | "revoke", reason = "Holiday freeze") =>
  changeGrants(who, { grantIds, action, reason });
const states = async () => (await grantsOf(org, server.serverId)).map(({ state }) => state);
const refund = () => toolState(org.organizationId, server.serverId, server.refundId);

describe("what a person suspended", () => {
  const ends = {
    rejected: (requestId: string) =>
      decideRequest(org.approver, { requestId, decision: "reject", reason: "Not now." }),
    withdrawn: (requestId: string) => withdrawRequest(org.owner, { requestId }),
    expired: async () => {
      setClock(() => addDays(new Date(), 20));
      for (const sweep of sweeps) await sweep.run(org.organizationId);
    },
  };
  it.each(["rejected", "withdrawn", "expired"] as const)(
    "outlives a request for the same that is %s, and can be resumed",
    async (end) => {
      await change(org.owner, "suspend");
      const { requestId } = await askForRefund(org.owner, server);
      expect(await refund()).toBe("pending");
      await ends[end](requestId);
      expect(await trail(org.organizationId, [`request.${end}`])).toHaveLength(1);
      expect(await states()).toEqual(["suspended", "suspended"]);
      expect(await refund()).toBe("suspended");
      await change(org.owner, "resume");
      expect(await states()).toEqual(["active", "active"]);
      expect(await refund()).toBe("enabled");
    },
  );

  it("leaves the sweep nothing to ask for", async () => {
    await change(org.owner, "suspend");
    expect(await listServersToReopen(systemActor(org.organizationId, "test"), {})).toEqual([]);
  });
});

describe("breaking glass", () => {
  const INCIDENT = "Incident: cut off by security.";

  it.each(["suspend", "revoke"] as const)(
    "does not go through what another suspended, before and after its owner would %s it",
    async (own) => {
      await glassInForce(org);
      await change(org.admin, "suspend", INCIDENT);
      if (own === "revoke") await change(org.owner, "revoke", "Make room.");
      const before = await states();
      await expect(breakForRefund(org.owner, server)).rejects.toMatchObject({
        code: "refused",
        publicMessage: expect.stringContaining(`${org.admin.name} suspended`),
      });
      // Nor for the consumer alone, or for the tool alone.
      for (const part of [{ toolIds: [] }, { consumerIds: [] }]) {
        await expect(breakForRefund(org.owner, server, part)).rejects.toMatchObject({ code: "refused" });
      }
      const ask = { slug: server.slug, toolIds: [server.refundId], durationDays: 30 };
      const { breakGlass } = await previewRequest(org.owner, ask);
      expect(breakGlass?.allowed).toEqual(expect.stringContaining(`${org.admin.name} suspended`));
      expect(await states()).toEqual(before);
      expect(await refund()).not.toBe("enabled");
    },
  );

  it("goes through what somebody else approved again since", async () => {
    await glassInForce(org);
    await change(org.admin, "suspend", INCIDENT);
    const again = await askFor(
      org.owner,
      server.serverId,
      { toolIds: [server.refundId], consumerIds: [server.consumerId] },
      30,
    );
    await approve(org.approver, again.requestId);
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    await deliverEvents(org.organizationId);
    await breakForRefund(org.owner, server, { consumerIds: [] });
    expect(await refund()).toBe("enabled");
  });

  it("says of what only waited for its re-approval that nobody approved what took its place", async () => {
    await glassInForce(org);
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    await deliverEvents(org.organizationId);
    await breakForRefund(org.owner, server, { consumerIds: [] });
    const [ended] = (await grantsOf(org, server.serverId)).filter(({ state }) => state === "revoked");
    expect(ended?.stateReason).toBe("Replaced while glass was broken; nobody approved what took its place.");
    const [revoked] = await trail(org.organizationId, ["grant.revoked"]);
    expect(revoked?.detail).toMatchObject({ cause: "replaced", reason: ended?.stateReason });
  });

  it("is refused by the database too for what a person suspended", async () => {
    await glassInForce(org);
    const search = { toolIds: [server.searchId], consumerIds: [] };
    const { requestId } = await breakForRefund(org.owner, server, search);
    const glass = (await grantsOf(org, server.serverId)).find((one) => one.requestId === requestId)?.id ?? "";
    await changeGrants(org.admin, { grantIds: [glass], action: "suspend", reason: INCIDENT });
    const forged = inTenant(org.organizationId, "write", async (tx) => {
      await tx.$executeRaw`update grants set state = 'revoked', revoked_at = now() where id = ${glass}::uuid`;
      await tx.$executeRaw`
        insert into grants (organization_id, id, kind, server_id, server_digest, tool_id, tool_digest, state,
          origin_kind, request_id, granted_at, expires_at)
        select organization_id, gen_random_uuid(), kind, server_id, server_digest, tool_id, tool_digest, 'active',
          origin_kind, request_id, granted_at, expires_at
        from grants where id = ${glass}::uuid`;
    });
    await expect(forged).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("what a person suspended"),
    });
  });
});
