import "#tests/setup/use-test-database.ts";
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { beforeEach, describe, expect, it } from "vitest";
import { revokeGrant } from "#lib/grants/commands/revoke-grant.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { decideItem } from "#lib/reviews/commands/decide-item.ts";
import { openItem } from "#lib/reviews/commands/open-item.ts";
import { exportEvidence } from "#lib/reviews/export-evidence.ts";
import { countMyReviewItems } from "#lib/reviews/queries/count-my-review-items.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";
import { listCampaigns } from "#lib/reviews/queries/list-campaigns.ts";
import { listMyReviewItems } from "#lib/reviews/queries/list-my-review-items.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import { evidencePack } from "#tests/factories/evidence.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  toolState,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { answerItem } from "#tests/factories/review-answers.ts";
import { reviewOfServer } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
});

async function start(noResponse: "keep" | "revoke" = "keep", parts: object = {}): Promise<string> {
  const { campaignId } = await reviewOfServer(org, server.serverId, noResponse, parts);
  return campaignId;
}

async function itemOf(campaignId: string, kind: "tool" | "access", actor: PersonActor = org.owner) {
  const { items } = await listReviewItems(actor, { campaignId });
  const item = items.find((one) => one.facts.kind === kind);
  if (item === undefined) throw new Error(`no ${kind} item`);
  return item;
}

async function answer(
  campaignId: string,
  kind: "tool" | "access",
  decision: "keep" | "revoke",
  reason = "Because.",
) {
  const { id, version } = await itemOf(campaignId, kind);
  return answerItem(org.owner, { itemId: id, decision, reason, version });
}

/** Status by kind of the grants that still stand. */
async function statuses() {
  const { items } = await listServerGrants(org.auditor, { serverId: server.serverId });
  return Object.fromEntries(items.map((grant) => [grant.kind, grant.status]));
}

describe("starting a review", () => {
  it("freezes every grant in force, with its facts, a hash and the owner as reviewer", async () => {
    const campaignId = await start();
    const campaign = await getCampaign(org.auditor, { campaignId });
    expect(Object.keys(campaign)).not.toContain("items");
    const { items } = await listReviewItems(org.auditor, { campaignId });
    expect(items.map((item) => [item.position, item.facts.kind, item.facts.name, item.reviewer?.id])).toEqual(
      [
        [1, "access", "Support agent", org.owner.userId],
        [2, "tool", "refund_payment", org.owner.userId],
      ],
    );
    expect(items[1]?.facts.request?.justification).toContain("refund");
    expect(campaign.population.hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await countMyReviewItems(org.owner, {})).toBe(2);
    const [event] = await trail(org.organizationId, ["campaign.started"]);
    expect(event?.detail).toMatchObject({ campaignId, population: 2 });
  });

  it("the application's role cannot alter the frozen facts", async () => {
    await start();
    const alter = inTenant(
      org.organizationId,
      "write",
      (tx) => tx.$executeRaw`update campaign_item set facts = '{}'`,
    );
    await expect(alter).rejects.toThrow(/permission denied/);
  });

  it("is refused when there is nothing to review", async () => {
    const other = await newOrganization();
    const bare = await newGovernedServer(other);
    const attempt = reviewOfServer(other, bare.serverId);
    await expect(attempt).rejects.toMatchObject({ code: "refused", publicMessage: /nothing to review/ });
  });

  it("of another organization's server finds nothing, and does not say its name", async () => {
    const other = await newOrganization();
    await expect(reviewOfServer(other, server.serverId)).rejects.toMatchObject({ code: "refused" });
    const { items } = await listCampaigns(other.admin, {});
    expect(items).toMatchObject([{ server: null }]);
  });
});

describe("answering", () => {
  it("is recorded with reason, person and event", async () => {
    const campaignId = await start();
    await answer(campaignId, "tool", "revoke", "Nobody uses it.");
    const item = await itemOf(campaignId, "tool");
    expect(item).toMatchObject({
      decision: "revoke",
      reason: "Nobody uses it.",
      decidedBy: { id: org.owner.userId },
    });
    const [event] = await trail(org.organizationId, ["campaign.item_decided"]);
    expect(event?.detail).toMatchObject({
      decision: "revoke",
      before: "undecided",
      reason: "Nobody uses it.",
    });
    const { items } = await listMyReviewItems(org.owner, {});
    expect(items.map((one) => one.facts.kind)).toEqual(["access"]);
  });

  it("in two tabs: the second is told that the first has answered", async () => {
    const campaignId = await start();
    const { id: itemId, version } = await itemOf(campaignId, "tool");
    await openItem(org.owner, { itemId });
    const tab = (decision: "keep" | "revoke") =>
      decideItem(org.owner, { itemId, decision, reason: "So.", version });
    const both = await Promise.allSettled([tab("keep"), tab("revoke")]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find((one) => one.status === "rejected")?.reason).toMatchObject({ code: "conflict" });
    expect(await trail(org.organizationId, ["campaign.item_decided"])).toHaveLength(1);
  });

  it("is for the reviewer only, whatever other roles one has", async () => {
    const { id: itemId, version, allowed } = await itemOf(await start(), "tool", org.admin);
    expect(allowed.keep).toBe("Somebody else reviews this item.");
    const attempt = decideItem(org.admin, { itemId, decision: "keep", reason: "So.", version });
    await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
  });

  it("from another organization finds no item", async () => {
    const { id: itemId } = await itemOf(await start(), "tool");
    const other = await newOrganization();
    const attempt = decideItem(other.owner, { itemId, decision: "keep", reason: "So.", version: 1 });
    await expect(attempt).rejects.toMatchObject({ code: "not_found" });
  });

  it("can be taken back for ten seconds and no longer", async () => {
    const campaignId = await start();
    const begun = new Date();
    const at = (seconds: number) => setClock(() => new Date(begun.getTime() + seconds * 1_000));
    let restore = at(0);
    try {
      await answer(campaignId, "tool", "revoke");
      const { id: itemId, version } = await itemOf(campaignId, "tool");
      restore();
      restore = at(11);
      const late = decideItem(org.owner, { itemId, decision: "undecided", version });
      await expect(late).rejects.toMatchObject({ code: "refused" });
      restore();
      restore = at(9);
      await decideItem(org.owner, { itemId, decision: "undecided", version });
    } finally {
      restore();
    }
    expect(await itemOf(campaignId, "tool")).toMatchObject({
      decision: "undecided",
      decidedBy: null,
      reason: null,
    });
  });
});

describe("closing", () => {
  it("ends what was revoked, keeps what was kept, and proves both", async () => {
    const campaignId = await start();
    await answer(campaignId, "access", "keep");
    await answer(campaignId, "tool", "revoke", "Nobody uses it.");
    const { totals } = await closeReview(org.admin, { campaignId });
    expect(totals).toMatchObject({
      population: 2,
      kept: 1,
      revoked: 1,
      unanswered: 0,
      removals: 1,
      applied: 1,
      failed: 0,
    });
    expect(await statuses()).toEqual({ access: "active" });
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("disabled");
    const types = (await trail(org.organizationId)).map((event) => event.type);
    expect(types).toEqual(
      expect.arrayContaining(["grant.revoked", "tool.disabled", "campaign.item_applied"]),
    );
    expect(types.filter((type) => type.startsWith("campaign.")).at(-1)).toBe("campaign.closed");
    expect(await itemOf(campaignId, "tool")).toMatchObject({ outcome: "applied" });
  });

  it("gives what nobody answered what the review says, and never calls it a decision", async () => {
    const campaignId = await start("revoke");
    await answer(campaignId, "tool", "keep");
    const { totals } = await closeReview(org.admin, { campaignId });
    expect(totals).toMatchObject({ kept: 1, revoked: 0, unanswered: 1, removals: 1, applied: 1 });
    expect(await statuses()).toEqual({ tool: "active" });
    const pack = await evidencePack(org.auditor, campaignId);
    expect(pack.items.map(({ item }) => item.decision)).toEqual(["no response", "keep"]);
    expect(await itemOf(campaignId, "access")).toMatchObject({
      decision: "undecided",
      decidedBy: null,
      isUnanswered: true,
    });
  });

  it("needs nothing done where a grant ended half-way", async () => {
    const campaignId = await start();
    await answer(campaignId, "access", "keep");
    const { subjectId: grantId } = await itemOf(campaignId, "tool");
    await answer(campaignId, "tool", "revoke");
    await revokeGrant(org.owner, { grantId, reason: "It could not wait." });
    const { totals } = await closeReview(org.admin, { campaignId });
    expect(totals).toMatchObject({ removals: 1, applied: 0, notNeeded: 1, failed: 0 });
  });

  it("by two at once happens once", async () => {
    const campaignId = await start();
    const both = await Promise.allSettled([
      closeReview(org.admin, { campaignId }),
      closeReview(org.admin, { campaignId }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await trail(org.organizationId, ["campaign.closed"])).toHaveLength(1);
  });

  it("is not undone by an answer that comes at the same time", async () => {
    const campaignId = await start("revoke");
    await answer(campaignId, "access", "keep");
    const { id: itemId, version } = await itemOf(campaignId, "tool");
    await openItem(org.owner, { itemId });
    const [answered] = await Promise.allSettled([
      decideItem(org.owner, { itemId, decision: "keep", reason: "Needed.", version }),
      closeReview(org.admin, { campaignId }),
    ]);
    const kept = answered?.status === "fulfilled";
    expect(await statuses()).toEqual(kept ? { access: "active", tool: "active" } : { access: "active" });
  });

  it("is refused when the number that was confirmed is no longer true", async () => {
    const campaignId = await start();
    await answer(campaignId, "tool", "revoke");
    const attempt = closeReview(org.admin, { campaignId, acknowledgedRemovals: 0 });
    await expect(attempt).rejects.toMatchObject({
      code: "refused",
      publicMessage: /would now end 1 grants, not 0/,
    });
    expect(await statuses()).toEqual({ access: "active", tool: "active" });
  });

  it("is for admins, of their own organization", async () => {
    const campaignId = await start();
    await expect(closeReview(org.owner, { campaignId })).rejects.toMatchObject({ code: "forbidden" });
    const other = await newOrganization();
    await expect(closeReview(other.admin, { campaignId })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("evidence", () => {
  it("can be computed again by anybody, and is anchored in the trail", async () => {
    const campaignId = await start();
    await answer(campaignId, "tool", "revoke");
    const { evidenceHash } = await closeReview(org.admin, { campaignId });
    const pack = await evidencePack(org.auditor, campaignId);
    const sha256 = (...parts: (string | Buffer)[]) => {
      const hash = createHash("sha256");
      for (const part of parts) hash.update(part);
      return hash.digest();
    };
    const seal = (value: unknown) => `sha256:${sha256(canonicalize(value) ?? "").toString("hex")}`;
    const facts = createHash("sha256");
    let items: Buffer = Buffer.alloc(32);
    for (const { item, hash } of pack.items) {
      expect(seal(item)).toBe(hash);
      facts.update(sha256(canonicalize(item.facts) ?? ""));
      items = sha256(items, sha256(canonicalize(item) ?? ""));
    }
    const { campaign, population, totals } = pack;
    let records: Buffer = Buffer.alloc(32);
    for (const { record, hash } of pack.records) {
      expect(seal(record)).toBe(hash);
      records = sha256(records, sha256(canonicalize(record) ?? ""));
    }
    const chains = { items: items.toString("hex"), records: records.toString("hex") };
    const record = { campaign, format: 4, population, totals, ...chains };
    expect(seal(record)).toBe(evidenceHash);
    expect(pack.evidenceHash).toBe(evidenceHash);
    expect(pack.evidenceAtClose).toEqual({ format: 4, hash: evidenceHash });
    expect(seal({ query: population.query, items: facts.digest("hex") })).toBe(population.hash);
    const [closed] = await trail(org.organizationId, ["campaign.closed"]);
    expect(closed?.detail.evidenceHash).toBe(evidenceHash);
    expect(pack.anchor.closed?.sequence).toBe(Number(closed?.sequence));
    const [exported] = await trail(org.organizationId, ["campaign.evidence_exported"]);
    expect(exported?.detail).toMatchObject({ evidenceHash, exportId: pack.exportId });
    const [ended] = await trail(org.organizationId, ["campaign.evidence_export_ended"]);
    expect(ended?.detail).toMatchObject({
      outcome: "complete",
      items: 2,
      evidenceHash,
      packHash: pack.packHash,
      exportId: pack.exportId,
    });
  });

  it("is for admins and auditors, of their own organization", async () => {
    const campaignId = await start();
    await expect(exportEvidence(org.owner, { campaignId })).rejects.toMatchObject({ code: "forbidden" });
    const other = await newOrganization();
    await expect(exportEvidence(other.auditor, { campaignId })).rejects.toMatchObject({ code: "not_found" });
    await expect(getCampaign(other.auditor, { campaignId })).rejects.toMatchObject({ code: "not_found" });
    expect((await listCampaigns(other.auditor, {})).items).toEqual([]);
  });
});

it("lists reviews with how far they have come", async () => {
  const campaignId = await start("keep", { name: "Before the audit" });
  await answer(campaignId, "tool", "keep");
  const { items, total } = await listCampaigns(org.member, { state: "running" });
  expect(items).toMatchObject([
    { id: campaignId, name: "Before the audit", progress: { population: 2, kept: 1, waiting: 1 } },
  ]);
  expect(total).toEqual({ count: 1, isEstimate: false });
});
