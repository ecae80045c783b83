import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { retireServer } from "#lib/grants/commands/retire-server.ts";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { moveClosingOn, sweeps } from "#lib/jobs/close-reviews.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { acceptFailures } from "#lib/reviews/commands/accept-failures.ts";
import { advanceClosing } from "#lib/reviews/commands/advance-closing.ts";
import { retryRemovals } from "#lib/reviews/commands/retry-removals.ts";
import { reactions } from "#lib/reviews/jobs.ts";
import { countMyReviewItems } from "#lib/reviews/queries/count-my-review-items.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { carryOutClose, closeNow, closeReview } from "#tests/factories/close-review.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  toolState,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { answerItem, GOES_ON } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
});

const itemsOf = (campaignId: string) =>
  inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findMany({ where: { campaignId }, orderBy: { position: "asc" } }),
  );

type Answer = Omit<Parameters<typeof answerItem>[1], "itemId" | "version">;

async function answer(campaignId: string, kind: string, given: Answer) {
  const item = (await itemsOf(campaignId)).find(({ subjectKind }) => subjectKind === kind);
  if (item === undefined) throw new Error(`no ${kind} item`);
  await answerItem(org.owner, { itemId: item.id, version: item.version, ...given });
}

const outcomes = async (campaignId: string) =>
  Object.fromEntries((await itemsOf(campaignId)).map((item) => [item.subjectKind, item.outcome]));

const addKey = (expiresAt?: string) =>
  addCredential(org.admin, {
    serverId: server.serverId,
    name: "DESK_TOKEN",
    kind: "api_key",
    keptIn: "environment",
    ...(expiresAt === undefined ? {} : { expiresAt }),
  });

/** While it runs, the database refuses to revoke what stands on this server: past every guard of the application. */
async function whileNothingIsRevoked(run: () => Promise<void>) {
  const name = `stuck_${server.serverId.slice(-12)}`;
  await asOwner(`create function ${name}() returns trigger language plpgsql as $$ begin raise exception 'stuck'; end $$;
    create trigger ${name} before update of state on grants for each row
      when (old.server_id = '${server.serverId}' and old.kind = 'tool') execute function ${name}()`);
  try {
    await run();
  } finally {
    await asOwner(`drop trigger ${name} on grants; drop function ${name}()`);
  }
}

async function at<T>(minutes: number, run: () => Promise<T>): Promise<T> {
  const restore = setClock(() => new Date(Date.now() + minutes * 60_000));
  try {
    return await run();
  } finally {
    restore();
  }
}

const sweep = () => sweeps[0]?.run(org.organizationId);

describe("closing a review of everything", () => {
  it("revokes grants, marks credentials and cuts servers off, and verifies each by what is decided then", async () => {
    await addKey();
    const { campaignId } = await runningReview(org);
    for (const kind of ["server", "credential", "access", "tool"]) {
      await answer(campaignId, kind, { decision: "revoke", reason: "Nobody uses it." });
    }
    const { totals } = await closeReview(org.admin, { campaignId });
    expect(totals).toMatchObject({
      population: 4,
      revoked: 4,
      removals: 4,
      applied: 4,
      failed: 0,
      notNeeded: 0,
    });
    const items = await itemsOf(campaignId);
    expect(items.map(({ subjectKind, outcomeDetail }) => [subjectKind, outcomeDetail])).toEqual([
      [
        "server",
        expect.stringMatching(/the server is cut off\. The decision on it is no: Ticket desk is suspended\./),
      ],
      ["access", expect.stringMatching(/the grant is revoked\. The decision on it is no: /)],
      ["credential", "Decided: removed. Looked at afterwards, the credential is marked as revoked."],
      ["tool", expect.stringMatching(/revoked and its tool not enabled\. The decision on it is no: /)],
    ]);
    for (const item of items) expect(item.verifiedAt).not.toBeNull();
    const types = (await trail(org.organizationId)).map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining(["grant.revoked", "tool.disabled", "credential.revoked", "server.suspended"]),
    );
  });

  it("ends what was to be over before the review closed", async () => {
    await addKey();
    const { campaignId } = await runningReview(org, { subjects: ["access", "credential"] });
    for (const kind of ["access", "credential"]) {
      await answer(campaignId, kind, { decision: "change", reason: "Sooner.", change: { days: 1 } });
    }
    const { totals } = await at(2 * 24 * 60, () => closeReview(org.admin, { campaignId }));
    expect(totals).toMatchObject({ changed: 2, failed: 0 });
    const items = await itemsOf(campaignId);
    expect(items.map(({ outcomeDetail }) => outcomeDetail)).toEqual([
      "Decided: changed. Looked at afterwards, the grant has ended.",
      "Decided: changed. Looked at afterwards, the credential has ended.",
    ]);
    const ended = await trail(org.organizationId, ["grant.revoked", "credential.revoked"]);
    expect(ended.map(({ detail }) => detail.reason)).toEqual(
      Array(2).fill('Review "Quarterly review": Sooner.'),
    );
  });

  it("shortens what was to be shorter, and leaves the rest in force", async () => {
    await addKey();
    const { campaignId } = await runningReview(org, {
      noResponse: { low: "keep", medium: "keep", high: "keep" },
    });
    for (const kind of ["access", "credential"]) {
      await answer(campaignId, kind, { decision: "change", reason: "Sooner.", change: { days: 3 } });
    }
    await answer(campaignId, "server", { decision: "keep", reason: "Needed.", answers: GOES_ON });
    const { totals } = await closeReview(org.admin, { campaignId });
    expect(totals).toMatchObject({ changed: 2, kept: 1, removals: 0, unanswered: 1 });
    const items = await itemsOf(campaignId);
    const ends = items.filter(({ decision }) => decision === "change");
    for (const { outcome, outcomeDetail, verifiedAt } of ends) {
      expect(outcome).toBe("applied");
      expect(outcomeDetail).toMatch(
        /^Decided: changed\. Looked at afterwards, the (grant|credential) ends on /,
      );
      expect(verifiedAt).not.toBeNull();
    }
    const [shortened] = await trail(org.organizationId, ["grant.shortened"]);
    expect(shortened?.detail).toMatchObject({ cause: "review" });
    expect(await trail(org.organizationId, ["grant.revoked"])).toEqual([]);
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("enabled");
  });

  it("a worker that is killed half-way has ended nothing twice, and the next goes on where it was", async () => {
    const { campaignId } = await runningReview(org, {
      noResponse: { low: "revoke", medium: "revoke", high: "revoke" },
    });
    await closeNow(org.admin, { campaignId });
    const actor = systemActor(org.organizationId, "test");
    // Carries out one, and dies before that is verified.
    expect(await advanceClosing(actor, { campaignId, limit: 1 })).toEqual({ isLast: false });
    expect(await outcomes(campaignId)).toMatchObject({ access: null, tool: null });
    await at(5, async () => sweep());
    await at(5, async () => carryOutClose(org.organizationId, campaignId));
    const { state, totals } = await getCampaignHead(org.admin, { campaignId });
    expect(state).toBe("closed");
    expect(totals).toMatchObject({ removals: 3, applied: 3 });
    expect(await trail(org.organizationId, ["grant.revoked"])).toHaveLength(2);
    expect(await trail(org.organizationId, ["campaign.closed"])).toHaveLength(1);
  });

  it("two workers at once carry everything out once", async () => {
    const { campaignId } = await runningReview(org, {
      noResponse: { low: "revoke", medium: "revoke", high: "revoke" },
    });
    await closeNow(org.admin, { campaignId });
    const { organizationId } = org;
    await Promise.allSettled([
      moveClosingOn(organizationId, campaignId),
      moveClosingOn(organizationId, campaignId),
    ]);
    await carryOutClose(organizationId, campaignId);
    expect(await trail(organizationId, ["grant.revoked"])).toHaveLength(2);
    expect(await trail(organizationId, ["campaign.item_applied"])).toHaveLength(3);
    expect(await trail(organizationId, ["campaign.closed"])).toHaveLength(1);
  });
});

describe("what cannot be carried out", () => {
  it("keeps nothing else, is tried again later and later, and then waits for a person who says how it ends", async () => {
    const { campaignId } = await runningReview(org, { subjects: ["access", "tool"] });
    await whileNothingIsRevoked(async () => {
      await closeNow(org.admin, { campaignId });
      await carryOutClose(org.organizationId, campaignId);
      expect(await outcomes(campaignId)).toEqual({ access: "applied", tool: null });
      const [item] = (await itemsOf(campaignId)).filter(({ subjectKind }) => subjectKind === "tool");
      expect(item).toMatchObject({
        attempts: 1,
        outcomeDetail: expect.stringContaining("could not be written"),
      });
      for (const minutes of [3, 12, 40, 150]) await at(minutes, async () => sweep());
    });
    expect(await outcomes(campaignId)).toEqual({ access: "applied", tool: "failed" });
    expect((await getCampaignHead(org.admin, { campaignId })).state).toBe("closing");
    expect(await trail(org.organizationId, ["campaign.item_postponed"])).toHaveLength(4);
    expect(await trail(org.organizationId, ["campaign.item_failed"])).toHaveLength(1);
    const told = await trail(org.organizationId, ["campaign.close_failed"]);
    expect(told.map(({ detail }) => detail.notify)).toEqual([[org.admin.userId]]);

    const accept = { campaignId, reason: "The tool is switched off at the gateway." };
    await acceptFailures(org.admin, accept);
    await carryOutClose(org.organizationId, campaignId);
    const { state, totals } = await getCampaignHead(org.admin, { campaignId });
    expect(state).toBe("closed");
    expect(totals).toMatchObject({ removals: 2, applied: 1, failed: 1 });
  });

  it("is done when it is tried again by hand and nothing stands in the way", async () => {
    const { campaignId } = await runningReview(org, { subjects: ["access", "tool"] });
    await whileNothingIsRevoked(async () => {
      await closeNow(org.admin, { campaignId });
      await carryOutClose(org.organizationId, campaignId);
      for (const minutes of [3, 12, 40, 150]) await at(minutes, async () => sweep());
    });
    expect(await retryRemovals(org.admin, { campaignId })).toMatchObject({ count: 1 });
    await expect(acceptFailures(org.admin, { campaignId, reason: "So." })).rejects.toMatchObject({
      code: "refused",
    });
    await carryOutClose(org.organizationId, campaignId);
    const { state, totals } = await getCampaignHead(org.admin, { campaignId });
    expect(state).toBe("closed");
    expect(totals).toMatchObject({ removals: 2, applied: 2, failed: 0 });
  });

  it("waits for a person again where it fails again after it was accepted and tried once more", async () => {
    const { campaignId } = await runningReview(org, { subjects: ["access", "tool"] });
    const untilItFails = async () => {
      await carryOutClose(org.organizationId, campaignId);
      for (const minutes of [3, 12, 40, 150]) await at(minutes, async () => sweep());
    };
    await whileNothingIsRevoked(async () => {
      await closeNow(org.admin, { campaignId });
      await untilItFails();
      await acceptFailures(org.admin, { campaignId, reason: "It is switched off at the gateway." });
      await retryRemovals(org.admin, { campaignId });
      await untilItFails();
    });
    expect(await outcomes(campaignId)).toEqual({ access: "applied", tool: "failed" });
    expect((await getCampaignHead(org.admin, { campaignId })).state).toBe("closing");
    await acceptFailures(org.admin, { campaignId, reason: "It is still switched off." });
    await carryOutClose(org.organizationId, campaignId);
    expect((await getCampaignHead(org.admin, { campaignId })).state).toBe("closed");
  });

  it("does not count as done where what was ended is in force again before it is looked at", async () => {
    const { campaignId } = await runningReview(org, { subjects: ["tool"] });
    await closeNow(org.admin, { campaignId });
    await advanceClosing(systemActor(org.organizationId, "test"), { campaignId, limit: 10 });
    await asOwner(`update tool set state = 'enabled' where id = '${server.refundId}'`);
    await moveClosingOn(org.organizationId, campaignId);
    const [item] = await itemsOf(campaignId);
    expect(item).toMatchObject({ outcome: null, attempts: 1, verifiedAt: null });
    expect(item?.outcomeDetail).toContain("its tool is still enabled");
    await asOwner(`update tool set state = 'disabled' where id = '${server.refundId}'`);
    await at(5, async () => sweep());
    expect((await getCampaignHead(org.admin, { campaignId })).totals).toMatchObject({ applied: 1 });
  });
});

describe("a server that is retired half-way", () => {
  const retire = async (one: GovernedServer) => {
    const { serverId } = one;
    const ending = { serverId, reason: "No longer in use.", confirmName: "Ticket desk" };
    await retireServer(org.admin, ending);
    const event = { type: "server.retired" as const, subject: { kind: "server", id: serverId, name: "" } };
    await reactions["server.retired"]?.({
      organizationId: org.organizationId,
      event: { ...event, detail: { serverId } },
    });
  };

  it("takes its things off everybody's work, and the review of the others goes on", async () => {
    const other = await newGovernedServer(org, "production", "other-desk");
    await enableRefund(org, other);
    const { campaignId } = await runningReview(org, { subjects: ["access", "tool"] });
    expect(await countMyReviewItems(org.owner, {})).toBe(4);
    await retire(other);
    const items = await itemsOf(campaignId);
    expect(items.filter(({ outcome }) => outcome === "not_needed")).toHaveLength(2);
    expect(await countMyReviewItems(org.owner, {})).toBe(2);
    expect((await getCampaignHead(org.admin, { campaignId })).state).toBe("running");
    const { totals } = await closeReview(org.admin, { campaignId });
    expect(totals).toMatchObject({ population: 4, removals: 4, applied: 2, notNeeded: 2 });
  });

  it("closes the review of which nothing is left", async () => {
    const { campaignId } = await runningReview(org, { subjects: ["access", "tool"] });
    await retire(server);
    await carryOutClose(org.organizationId, campaignId);
    const { state, totals } = await getCampaignHead(org.admin, { campaignId });
    expect(state).toBe("closed");
    expect(totals).toMatchObject({ unanswered: 2, removals: 2, notNeeded: 2 });
  });
});
