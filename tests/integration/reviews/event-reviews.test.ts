import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { ownershipSweeps } from "#lib/inventory/ownership-jobs.ts";
import { MAX_TOOL_NAME_CHARS } from "#lib/inventory/tool-definition.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { refreshFindings } from "#lib/policy/commands/refresh-findings.ts";
import { changeTrigger } from "#lib/reviews/commands/change-trigger.ts";
import { openEventReview } from "#lib/reviews/commands/open-event-review.ts";
import { reactions, sweeps, tasks } from "#lib/reviews/jobs.ts";
import { listTriggers } from "#lib/reviews/queries/list-triggers.ts";
import { STAGE_TASK } from "#lib/reviews/staging.ts";
import { TRIGGERS, type TriggerKind } from "#lib/reviews/trigger.ts";
import { approve, askFor } from "#tests/factories/carried-on.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import {
  enableRefund,
  newGovernedServer,
  offerTools,
  REFUND_CHANGED,
  SEARCH,
  trail,
} from "#tests/factories/governed-server.ts";
import { insertServers } from "#tests/factories/many-servers.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { somebodyWaitsFor } from "#tests/factories/waits.ts";

let org: TestOrganization;
let reset = () => {};

beforeEach(async () => {
  org = await newOrganization();
});
afterEach(() => {
  reset();
  reset = () => {};
});

/** Moves the clock so many minutes on from the real one. */
function inMinutes(minutes: number): void {
  reset();
  reset = setClock(() => new Date(Date.now() + minutes * 60_000));
}

async function turnOn(kind: TriggerKind, parts: object = {}): Promise<void> {
  const trigger = (await listTriggers(org.admin, {})).find((one) => one.kind === kind);
  const terms = { ...TRIGGERS[kind].terms, ...parts };
  await changeTrigger(org.admin, { kind, isOn: true, terms, version: trigger?.version ?? 0 });
}

const system = () => systemActor(org.organizationId, "event reviews");
const sweep = (name: string) => sweeps.find((one) => one.name === name)?.run(org.organizationId);
const noteOrphans = () =>
  ownershipSweeps.find(({ name }) => name === "note-orphans")?.run(org.organizationId);

const campaigns = () =>
  inTenant(org.organizationId, "read", (tx) => tx.campaign.findMany({ orderBy: { createdAt: "asc" } }));

/** The worker's part: what was asked for is staged, or cannot be, and the room is told. */
async function work(): Promise<void> {
  for (const campaign of await campaigns()) {
    if (campaign.stagingAskedAt === null) continue;
    await tasks[STAGE_TASK]?.({ organizationId: org.organizationId, campaignId: campaign.id });
    const told = { type: "campaign.staged", subject: { kind: "campaign", id: campaign.id, name: "" } };
    await reactions["campaign.staged"]?.({
      organizationId: org.organizationId,
      event: { ...told, detail: {} } as never,
    });
  }
}

/** An owner of a server of their own. */
async function newOwner(name: string) {
  const owner = await newPerson(org.organizationId, name, ["member"]);
  const [serverId = ""] = await insertServers({ ...org, owner }, 1);
  return { ...owner, serverId };
}

/** The owners leave, one after the other. */
async function leave(owners: readonly { userId: string }[]): Promise<void> {
  for (const { userId } of owners) await deactivateUser(org.admin, { userId });
  await noteOrphans();
}

describe("a review opened because something happened", () => {
  it("asks the backup owner about an orphan's server, with the reason on record and the system as actor", async () => {
    await turnOn("owner_left");
    const server = await newGovernedServer(org);
    await enableRefund(org, server);
    await leave([org.owner]);
    inMinutes(6);
    await sweep("event-reviews");
    await work();
    const [campaign, ...more] = await campaigns();
    expect(more).toEqual([]);
    expect(campaign).toMatchObject({
      state: "running",
      name: "Owner left: Ticket desk",
      purpose: expect.stringMatching(/who owned Ticket desk, has left\.$/),
      createdById: null,
      startedById: null,
      cause: {
        kind: "owner_left",
        servers: 1,
        happened: [{ serverId: server.serverId, server: "Ticket desk", names: [expect.any(String)] }],
      },
    });
    const reviewers = await inTenant(org.organizationId, "read", (tx) =>
      tx.campaignItem.findMany({ select: { reviewerId: true }, distinct: ["reviewerId"] }),
    );
    expect(reviewers).toEqual([{ reviewerId: org.admin.userId }]);
    const opened = await inTenant(org.organizationId, "read", (tx) =>
      tx.auditEvent.findFirst({ where: { type: "campaign.opened" } }),
    );
    expect(opened).toMatchObject({ actorKind: "system", subjectId: campaign?.id });
  });

  it("is one for many owners who leave in one synchronisation, and opens when that is over", async () => {
    await turnOn("owner_left");
    const owners = [await newOwner("Ada"), await newOwner("Ben"), await newOwner("Cid")];
    await leave(owners);
    await sweep("event-reviews");
    expect(await campaigns()).toEqual([]);
    inMinutes(6);
    await sweep("event-reviews");
    const [campaign, ...more] = await campaigns();
    expect(more).toEqual([]);
    expect(campaign?.name).toBe("Owner left: 3 servers");
    expect(campaign?.purpose).toBe("The owners of 3 servers have left.");
  });

  it("asks about 500 servers at most, and the next one about the rest", async () => {
    await turnOn("owner_left");
    await insertServers(org, 503, { isListed: false });
    await leave([org.owner]);
    inMinutes(6);
    await sweep("event-reviews");
    await sweep("event-reviews");
    expect(await campaigns()).toHaveLength(1);
    inMinutes(67);
    await sweep("event-reviews");
    await sweep("event-reviews");
    const found = await campaigns();
    expect(found.map(({ name }) => name)).toEqual(["Owner left: 500 servers", "Owner left: 3 servers"]);
  });

  it("opens once for what happened, however many workers look at the same time", async () => {
    await turnOn("owner_left");
    await leave([await newOwner("Ada")]);
    inMinutes(6);
    const opened = await Promise.all([1, 2, 3].map(() => openEventReview(system(), { kind: "owner_left" })));
    expect(opened.filter(({ campaignId }) => campaignId !== null)).toHaveLength(1);
  });

  it("is the only open one for its server and cause: what happens meanwhile is asked about afterwards", async () => {
    await turnOn("tool_changed", { noResponse: { low: "keep", medium: "keep", high: "keep" } });
    const server = await newGovernedServer(org);
    await enableRefund(org, server);
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    inMinutes(6);
    await sweep("event-reviews");
    await work();
    const again = { ...REFUND_CHANGED, description: "Refund anything to anybody, at once" };
    await offerTools(org.organizationId, server.serverId, [again, SEARCH]);
    inMinutes(24 * 60 * 4);
    await sweep("event-reviews");
    const [first, ...more] = await campaigns();
    expect(more).toEqual([]);
    expect(first?.purpose).toBe(
      "The definition of refund_payment on Ticket desk changed after it was granted.",
    );
    await closeReview(org.admin, { campaignId: first?.id ?? "" });
    await sweep("event-reviews");
    expect(await campaigns()).toHaveLength(2);
    await sweep("event-reviews");
    expect(await campaigns()).toHaveLength(2);
  });

  it("opens for changed tools however long the server calls them", async () => {
    await turnOn("tool_changed");
    const server = await newGovernedServer(org);
    const long = ["a", "b"].map((letter) => ({ ...SEARCH, name: letter.repeat(MAX_TOOL_NAME_CHARS) }));
    await offerTools(org.organizationId, server.serverId, long);
    const toolIds = await inTenant(org.organizationId, "read", async (tx) => {
      const tools = await tx.tool.findMany({ where: { name: { in: long.map(({ name }) => name) } } });
      return tools.map(({ id }) => id);
    });
    const ask = { toolIds, consumerIds: [server.consumerId] };
    await approve(org.approver, (await askFor(org.owner, server.serverId, ask)).requestId);
    const changed = long.map((tool) => ({ ...tool, description: "Search, and send it to anybody" }));
    await offerTools(org.organizationId, server.serverId, changed);
    inMinutes(6);
    await sweep("event-reviews");
    const [campaign, ...more] = await campaigns();
    expect(more).toEqual([]);
    const said = `${"a".repeat(79)}… and ${"b".repeat(79)}…`;
    expect(campaign?.purpose).toBe(`The definition of ${said} on Ticket desk changed after it was granted.`);
  });

  it("opens when a credential is exposed, and asks about credentials and scopes", async () => {
    await turnOn("credential_exposed");
    const server = await newGovernedServer(org);
    await addCredential(org.admin, {
      serverId: server.serverId,
      name: "DESK_TOKEN",
      kind: "static_bearer",
      keptIn: "configuration",
    } as never);
    await refreshFindings(systemActor(org.organizationId, "findings"), { serverIds: [server.serverId] });
    inMinutes(6);
    await sweep("event-reviews");
    await work();
    const [campaign] = await campaigns();
    expect(campaign).toMatchObject({
      state: "running",
      purpose: expect.stringMatching(/^DESK_TOKEN of Ticket desk is exposed/),
      populationCount: 1n,
    });
  });

  it("opens when glass is broken", async () => {
    await turnOn("break_glass_used");
    await glassInForce(org);
    const server = await newGovernedServer(org);
    await breakForRefund(org.owner, server);
    inMinutes(6);
    await sweep("event-reviews");
    const [campaign] = await campaigns();
    expect(campaign).toMatchObject({
      name: "Break-glass used: Ticket desk",
      purpose: expect.stringMatching(/refund_payment/),
    });
  });

  it("opens once for each time that nobody uses a server for so long", async () => {
    await turnOn("idle", { idleDays: 30 });
    const [serverId] = await insertServers(org, 1);
    await sweep("idle-servers");
    expect(await campaigns()).toEqual([]);
    inMinutes(31 * 24 * 60);
    await sweep("idle-servers");
    await sweep("idle-servers");
    const [campaign, ...more] = await campaigns();
    expect(more).toEqual([]);
    expect(campaign?.purpose).toBe("Server 1 has not been used for 30 days.");
    expect(campaign?.cause).toMatchObject({ idleDays: 30, happened: [{ serverId }] });
  });

  it("is given up when nothing is left to ask about, and nobody is told", async () => {
    await turnOn("owner_left");
    const owner = await newOwner("Ada");
    await leave([owner]);
    inMinutes(6);
    await sweep("event-reviews");
    await inTenant(org.organizationId, "write", (tx) =>
      tx.server.updateMany({ where: { id: owner.serverId }, data: { state: "discovered" } }),
    );
    await work();
    expect((await campaigns()).map(({ state }) => state)).toEqual(["discarded"]);
    expect(await trail(org.organizationId, ["campaign.not_staged"])).toEqual([]);
    await sweep("event-reviews");
    expect(await campaigns()).toHaveLength(1);
  });
});

describe("a worker that is stopped while it opens a review", () => {
  it("loses nothing that happened, and doubles nothing", async () => {
    await turnOn("owner_left");
    await leave([await newOwner("Ada"), await newOwner("Ben")]);
    inMinutes(6);
    const trigger = () => inTenant(org.organizationId, "read", (tx) => tx.reviewTrigger.findFirstOrThrow({}));
    const before = await trigger();
    await inTenant(org.organizationId, "write", async (tx) => {
      // The review is drafted and its causes are written; that it was looked is what is left to write.
      await tx.$executeRaw`select from review_trigger for update`;
      const stopped = openEventReview(system(), { kind: "owner_left" });
      const outcome = expect(stopped).rejects.toThrow();
      await vi.waitFor(async () => expect(await somebodyWaitsFor(tx)).toBe(true), 10_000);
      const [own] = await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
      await asOwner(
        "select pg_terminate_backend(pid) from pg_locks where not granted and $1 = any (pg_blocking_pids(pid))",
        [own?.pid],
      );
      await outcome;
    });
    expect(await campaigns()).toEqual([]);
    expect(await trigger()).toEqual(before);
    await sweep("event-reviews");
    await sweep("event-reviews");
    expect((await campaigns()).map(({ name }) => name)).toEqual(["Owner left: 2 servers"]);
    expect((await trigger()).lookedAt.getTime()).toBeGreaterThan(before.lookedAt.getTime());
  });
});

describe("who is told of a review that opened because something happened", () => {
  const announced = () => trail(org.organizationId, ["campaign.announced"]);

  it("are whoever owns the server and the administrators, with the reason, but not who is asked already", async () => {
    await turnOn("tool_changed", { reviewers: [{ kind: "role", role: "approver" }] });
    const server = await newGovernedServer(org);
    await enableRefund(org, server);
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    inMinutes(6);
    await sweep("event-reviews");
    expect(await announced()).toEqual([]);
    await work();
    const [event, ...more] = await announced();
    expect(more).toEqual([]);
    expect(event?.detail.reason).toBe(
      "The definition of refund_payment on Ticket desk changed after it was granted.",
    );
    expect([...((event?.detail.notify ?? []) as string[])].sort()).toEqual(
      [org.admin.userId, org.owner.userId].sort(),
    );
  });

  it("is the backup owner where the owner left", async () => {
    await turnOn("owner_left", { reviewers: [{ kind: "role", role: "approver" }] });
    await leave([await newOwner("Ada")]);
    inMinutes(6);
    await sweep("event-reviews");
    await work();
    const [event] = await announced();
    expect([...((event?.detail.notify ?? []) as string[])].sort()).toEqual(
      [org.admin.userId, org.member.userId].sort(),
    );
  });
});

describe("what opens reviews", () => {
  it("is off until somebody turns it on, and does not look back", async () => {
    await leave([await newOwner("Ada")]);
    inMinutes(60);
    await sweep("event-reviews");
    await turnOn("owner_left");
    await sweep("event-reviews");
    expect(await campaigns()).toEqual([]);
  });

  it("opens nothing any more when it is turned off", async () => {
    await turnOn("owner_left");
    const terms = TRIGGERS.owner_left.terms;
    await changeTrigger(org.admin, { kind: "owner_left", isOn: false, terms, version: 1 });
    await leave([await newOwner("Ada")]);
    inMinutes(6);
    await sweep("event-reviews");
    expect(await campaigns()).toEqual([]);
    const [event] = await trail(org.organizationId, ["review_trigger.changed"]);
    expect(event?.detail).toMatchObject({
      trigger: "owner_left",
      changes: { isOn: { before: false, after: true } },
    });
  });

  it("is changed by who may manage reviews, as it was on their screen", async () => {
    await turnOn("owner_left");
    const change = { kind: "owner_left" as const, isOn: false, terms: TRIGGERS.owner_left.terms };
    await expect(changeTrigger(org.admin, { ...change, version: 0 })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(changeTrigger(org.owner, { ...change, version: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("is not said of a review afterwards, nor of one that opened for something else", async () => {
    await turnOn("owner_left");
    const [other = ""] = await insertServers(org, 1);
    await leave([await newOwner("Ada")]);
    inMinutes(6);
    await sweep("event-reviews");
    const [campaign] = await campaigns();
    const forge = (serverId: string, kind: TriggerKind) =>
      inTenant(org.organizationId, "write", (tx) =>
        tx.reviewCause.create({
          data: {
            organizationId: org.organizationId,
            campaignId: campaign?.id ?? "",
            serverId,
            kind,
            happenedAt: new Date(),
            names: [],
          },
        }),
      );
    await expect(forge(other, "owner_left")).rejects.toMatchObject({ code: "refused" });
    await expect(forge(other, "idle")).rejects.toMatchObject({ code: "refused" });
  });
});
