import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import {
  batchReactions,
  expireEverywhere,
  lapseEverywhere,
  sweeps,
  tellOfStuckEverywhere,
  withdrawEverywhere,
} from "#lib/approvals/jobs.ts";
import { listEndedServersAskedFor } from "#lib/approvals/queries/list-ended-servers-asked-for.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { retireServer } from "#lib/grants/commands/retire-server.ts";
import { suspendEverywhere } from "#lib/grants/jobs.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/id.ts";
import { withBadRow } from "#tests/factories/bad-row.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import {
  askForRefund,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  offerTools,
  REFUND_CHANGED,
  SEARCH,
  trail,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

let org: TestOrganization;
let first: GovernedServer;
let second: GovernedServer;

/** Two servers, the first of which has the lower id. */
beforeEach(async () => {
  org = await newOrganization();
  first = await newGovernedServer(org);
  second = await newGovernedServer(org, "production", "ticket-desk-2");
});

async function stateOf(requestId: string): Promise<string | undefined> {
  const { items } = await listRequests(org.auditor, { view: "all" });
  return items.find(({ id }) => id === requestId)?.state;
}
const retire = ({ serverId }: GovernedServer) =>
  retireServer(org.admin, { serverId, reason: "The vendor ends it.", confirmName: "Ticket desk" });

describe("one bad row", () => {
  it("keeps no other stuck request from being told", async () => {
    const bad = await askForRefund(org.owner, first);
    const good = await askForRefund(org.owner, second);
    for (const { userId } of [org.approver, org.approver2]) await deactivateUser(org.admin, { userId });
    await withBadRow("request", bad.requestId, () =>
      expect(tellOfStuckEverywhere(org.organizationId, 1)).rejects.toThrow(),
    );
    const told = await trail(org.organizationId, ["request.stuck"]);
    expect(told.map(({ subject }) => subject.id)).toEqual([good.requestId]);
    await tellOfStuckEverywhere(org.organizationId, 1);
    expect(await trail(org.organizationId, ["request.stuck"])).toHaveLength(2);
  });

  it("keeps no other request from expiring", async () => {
    const bad = await askForRefund(org.owner, first);
    const good = await askForRefund(org.owner, second);
    const putBack = setClock(() => new Date(Date.now() + 60 * 86_400_000));
    try {
      await withBadRow("request", bad.requestId, () =>
        expect(expireEverywhere(org.organizationId, 1)).rejects.toThrow(),
      );
      const expired = async () =>
        (await trail(org.organizationId, ["request.expired"])).map(({ subject }) => subject.id);
      expect(await expired()).toEqual([good.requestId]);
      await expireEverywhere(org.organizationId);
      expect(await expired()).toEqual([good.requestId, bad.requestId]);
    } finally {
      putBack();
    }
  });

  it("keeps no other broken glass from being cut when nobody reviewed it", async () => {
    await glassInForce(org, {
      from: [org.admin, org.owner].map((one) => ({ kind: "person", userId: one.userId })),
    });
    const bad = await breakForRefund(org.owner, first);
    await breakForRefund(org.admin, second);
    const putBack = setClock(() => new Date(Date.now() + 25 * 3_600_000));
    try {
      await withBadRow("break_glass", bad.requestId, () =>
        expect(lapseEverywhere(org.organizationId, 1)).rejects.toThrow(),
      );
      const lapsed = async () =>
        (await trail(org.organizationId, ["break_glass.lapsed"])).map(({ detail }) => detail.userId);
      expect(await lapsed()).toEqual([org.admin.userId]);
      await lapseEverywhere(org.organizationId);
      expect(await lapsed()).toEqual([org.admin.userId, org.owner.userId]);
    } finally {
      putBack();
    }
  });

  it("keeps no other server's requests from being withdrawn, and a sweep comes back for its own", async () => {
    const bad = await askForRefund(org.owner, first);
    const good = await askForRefund(org.owner, second);
    await retire(first);
    await retire(second);
    const ended = (await trail(org.organizationId)).filter(({ type }) => type === "server.retired");
    await withBadRow("request", bad.requestId, async () => {
      const batch = { organizationId: org.organizationId, events: ended };
      await expect(batchReactions["server.retired"]?.(batch)).rejects.toThrow();
      await expect(withdrawEverywhere(org.organizationId, 1)).rejects.toThrow();
    });
    expect([await stateOf(bad.requestId), await stateOf(good.requestId)]).toEqual(["pending", "withdrawn"]);
    const job = systemActor(org.organizationId, "test");
    expect(await listEndedServersAskedFor(job, {})).toEqual([first.serverId]);
    for (const { name, run } of sweeps) if (name.startsWith("withdraw")) await run(org.organizationId);
    expect(await stateOf(bad.requestId)).toBe("withdrawn");
    expect(await listEndedServersAskedFor(job, {})).toEqual([]);
  });

  it("keeps no other server's changed grants in force, however many servers there are", async () => {
    const third = await newGovernedServer(org, "production", "ticket-desk-3");
    for (const server of [first, second, third]) {
      await enableRefund(org, server);
      await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    }
    const status = async ({ serverId }: GovernedServer) =>
      (await listServerGrants(org.auditor, { serverId, kind: "tool" })).items.map((grant) => grant.status);
    const bad = (await listServerGrants(org.auditor, { serverId: first.serverId, kind: "tool" })).items[0];
    await withBadRow("grants", bad?.id ?? "", () =>
      expect(suspendEverywhere(org.organizationId, 1)).rejects.toThrow(),
    );
    expect([await status(first), await status(second), await status(third)]).toEqual([
      ["active"],
      ["suspended"],
      ["suspended"],
    ]);
    await suspendEverywhere(org.organizationId, 1);
    expect(await status(first)).toEqual(["suspended"]);
  });
});

it("withdraws however much is asked of a server that ended", async () => {
  const { serverId, consumerId } = first;
  const asked = { serverId, consumerIds: [consumerId], durationDays: 30, justification: WHY };
  const { requestId } = await submitRequest(org.owner, { ...asked, toolIds: [first.refundId] });
  const copies = Array.from({ length: 105 }, () => newId());
  await asOwner(`
    alter table request disable trigger user;
    insert into request select (jsonb_populate_record(r, jsonb_build_object('id', n.id))).*
    from request r, unnest('{${copies.join(",")}}'::uuid[]) as n(id) where r.id = '${requestId}';
    alter table request enable trigger user`);
  await retire(first);
  await withdrawEverywhere(org.organizationId);
  const withdrawn = await trail(org.organizationId, ["request.withdrawn"]);
  expect(withdrawn).toHaveLength(106);
});
