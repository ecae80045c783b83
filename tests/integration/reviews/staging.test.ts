import "#tests/setup/use-test-database.ts";
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { beforeEach, describe, expect, it } from "vitest";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import type { CampaignDefinition } from "#lib/reviews/campaign-definition.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { changeCampaign } from "#lib/reviews/commands/change-campaign.ts";
import { defineCampaign } from "#lib/reviews/commands/define-campaign.ts";
import { discardCampaign } from "#lib/reviews/commands/discard-campaign.ts";
import { runCampaign } from "#lib/reviews/commands/run-campaign.ts";
import { stageCampaign } from "#lib/reviews/commands/stage-campaign.ts";
import { unstageCampaign } from "#lib/reviews/commands/unstage-campaign.ts";
import { parseFacts } from "#lib/reviews/item-facts.ts";
import { sweeps, tasks } from "#lib/reviews/jobs.ts";
import { countMyReviewItems } from "#lib/reviews/queries/count-my-review-items.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";
import { STAGE_TASK } from "#lib/reviews/staging.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
});

const DEFINITION = {
  format: 1,
  name: "Quarterly review",
  scope: {},
  subjects: ["server", "access", "credential", "scope", "tool"],
  stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
  fallback: { kind: "role", role: "admin" },
  noResponse: { low: "keep", medium: "keep", high: "revoke" },
} as const;

type Parts = Partial<Record<keyof CampaignDefinition, unknown>>;

async function define(parts: Parts = {}) {
  const definition = { ...DEFINITION, ...parts } as never;
  return defineCampaign(org.admin, { definition });
}

/** Asked for, and done as the worker does it. */
async function stage({ campaignId, version }: { campaignId: string; version: number }) {
  await askToStage(org.admin, { campaignId, version });
  await tasks[STAGE_TASK]?.({ organizationId: org.organizationId, campaignId });
  return getCampaign(org.admin, { campaignId });
}

const staged = async (parts: Parts = {}) => stage(await define(parts));

async function itemsOf(campaignId: string) {
  const items = await inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findMany({ where: { campaignId }, orderBy: { position: "asc" } }),
  );
  return items.map((item) => ({ ...item, facts: parseFacts(item.facts) }));
}

describe("staging a review", () => {
  it("freezes servers, access, credentials, scopes and tools, each with facts, risk and reviewer", async () => {
    await addCredential(org.admin, {
      serverId: server.serverId,
      name: "DESK_TOKEN",
      kind: "static_bearer",
      keptIn: "environment",
    } as never);
    const campaign = await staged();
    expect(campaign.state).toBe("staged");
    expect(campaign.population.count).toBe(4);
    const items = await itemsOf(campaign.id);
    expect(items.map((item) => [item.position, item.subjectKind, item.risk, item.reviewerId])).toEqual([
      [1, "server", "high", org.owner.userId],
      [2, "access", "high", org.owner.userId],
      [3, "credential", "high", org.owner.userId],
      [4, "tool", "high", org.owner.userId],
    ]);
    expect(items[2]?.facts).toMatchObject({
      kind: "credential",
      name: "DESK_TOKEN",
      server: { name: "Ticket desk", environment: "production" },
      recommendation: { answer: "change", reasons: ["no_expiry"] },
    });
    const [event] = await trail(org.organizationId, ["campaign.staged"]);
    expect(event?.detail).toMatchObject({ population: 4, notify: [org.admin.userId] });
  });

  it("hashes the text of each item's facts as anybody can, whatever is written in them", async () => {
    await addCredential(org.admin, {
      serverId: server.serverId,
      name: 'A "key" \\ with é, \u2028 and 日本',
      kind: "api_key",
      keptIn: "platform",
    } as never);
    const campaign = await staged();
    const all = createHash("sha256");
    for (const { facts, factsHash } of await itemsOf(campaign.id)) {
      const hash = createHash("sha256")
        .update(canonicalize(facts) ?? "")
        .digest();
      expect(Buffer.from(factsHash ?? []).toString("hex")).toBe(hash.toString("hex"));
      all.update(hash);
    }
    const text = canonicalize({ items: all.digest("hex"), query: campaign.population.query }) ?? "";
    expect(campaign.population.hash).toBe(`sha256:${createHash("sha256").update(text).digest("hex")}`);
  });

  it("keeps the fields of facts in the order of their names, which makes their text canonical", async () => {
    const rows = await inTenant(
      org.organizationId,
      "read",
      (tx) => tx.$queryRaw<{ type: string; fields: string[] }[]>`
        select t.typname as type, array_agg(a.attname::text order by a.attnum) as fields
        from pg_type t join pg_attribute a on a.attrelid = t.typrelid and a.attnum > 0
        where t.typname like 'review_fact%' group by t.typname`,
    );
    expect(rows.length).toBeGreaterThan(8);
    for (const { fields } of rows) expect(fields).toEqual([...fields].sort());
  });

  it("asks about what the filter finds, and nothing else", async () => {
    const test = await newGovernedServer(org, "development", "test-desk");
    const only = await staged({ scope: { servers: { environment: ["development"] } }, subjects: ["server"] });
    const items = await itemsOf(only.id);
    expect(items.map((item) => item.serverId)).toEqual([test.serverId]);
    expect(only.population.query?.servers).toBe(1);
    const named = await staged({ scope: { serverIds: [server.serverId] }, subjects: ["tool"] });
    expect((await itemsOf(named.id)).map((item) => item.subjectKind)).toEqual(["tool"]);
  });

  it("asks nobody who only audits, whoever names them", async () => {
    const named = { kind: "person", userId: org.auditor.userId };
    const alone = await staged({
      stages: [{ name: "Auditors", reviewers: [named], days: 14 }],
      fallback: named,
    });
    expect((await itemsOf(alone.id)).map(({ reviewerId }) => reviewerId)).toEqual([null, null, null]);
    const ofServer = await staged({
      stages: [{ name: "Auditors, then owners", reviewers: [named, { kind: "owner" }], days: 14 }],
    });
    expect(new Set((await itemsOf(ofServer.id)).map(({ reviewerId }) => reviewerId))).not.toContain(
      org.auditor.userId,
    );
    await inTenant(org.organizationId, "write", (tx) =>
      tx.server.updateMany({ where: { id: server.serverId }, data: { ownerId: org.auditor.userId } }),
    );
    const owned = await staged();
    expect(new Set((await itemsOf(owned.id)).map(({ reviewerId }) => reviewerId))).toEqual(
      new Set([org.admin.userId]),
    );
  });

  it("leaves nobody their own access: the fallback reviews what an owner gains by", async () => {
    const theirs = { ...org.member, userId: org.member.userId };
    await inTenant(org.organizationId, "write", (tx) =>
      tx.server.updateMany({ where: { id: server.serverId }, data: { ownerId: theirs.userId } }),
    );
    const campaign = await staged({ subjects: ["access", "tool"] });
    const reviewers = (await itemsOf(campaign.id)).map((item) => [item.subjectKind, item.reviewerId]);
    expect(reviewers).toEqual([
      ["access", org.admin.userId],
      ["tool", org.member.userId],
    ]);
  });

  it("says that nothing is there to review, and lets the draft be changed", async () => {
    const draft = await define({ scope: { servers: { environment: ["staging"] } } });
    const campaign = await stage(draft);
    expect(campaign.state).toBe("draft");
    const [event] = await trail(org.organizationId, ["campaign.not_staged"]);
    expect(event?.detail.reason).toMatch(/nothing to review/);
    const changed = await changeCampaign(org.admin, {
      campaignId: campaign.id,
      version: campaign.version,
      definition: DEFINITION as never,
    });
    expect((await stage(changed)).state).toBe("staged");
  });

  it("happens once, however often it is asked for or tried", async () => {
    const draft = await define();
    const both = await Promise.allSettled([askToStage(org.admin, draft), askToStage(org.admin, draft)]);
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const run = () =>
      stageCampaign(systemActor(org.organizationId, "staging"), { campaignId: draft.campaignId });
    const counts = (await Promise.all([run(), run()])).map(({ count }) => count).sort();
    expect(counts).toEqual([0, 3]);
    expect(await itemsOf(draft.campaignId)).toHaveLength(3);
  });

  it("is gone on with by the sweep when its worker was stopped", async () => {
    const draft = await define();
    await askToStage(org.admin, draft);
    const sweep = sweeps.find(({ name }) => name === "stalled-stagings");
    await sweep?.run(org.organizationId);
    expect((await getCampaign(org.admin, { campaignId: draft.campaignId })).state).toBe("draft");
    const reset = setClock(() => new Date(Date.now() + 21 * 60_000));
    await sweep?.run(org.organizationId).finally(reset);
    expect((await getCampaign(org.admin, { campaignId: draft.campaignId })).state).toBe("staged");
  });
});

describe("a staged review", () => {
  it("does not change with the inventory, and starts with what was frozen", async () => {
    const campaign = await staged();
    const before = await itemsOf(campaign.id);
    await newGovernedServer(org, "production", "late-desk");
    const { version } = await runCampaign(org.admin, { campaignId: campaign.id, version: campaign.version });
    expect(version).toBe(campaign.version + 1);
    expect(await itemsOf(campaign.id)).toEqual(before);
    expect(await countMyReviewItems(org.owner, {})).toBe(before.length);
    const [event] = await trail(org.organizationId, ["campaign.started"]);
    expect(event?.detail).toMatchObject({
      populationHash: campaign.population.hash,
      notify: [org.owner.userId],
    });
  });

  it("cannot be edited, but taken back for editing, and is then empty", async () => {
    const campaign = await staged();
    const edit = { campaignId: campaign.id, version: campaign.version };
    const definition = { ...DEFINITION, name: "Another" } as never;
    await expect(changeCampaign(org.admin, { ...edit, definition })).rejects.toMatchObject({
      code: "refused",
    });
    const back = await unstageCampaign(org.admin, edit);
    expect(await itemsOf(campaign.id)).toEqual([]);
    await expect(runCampaign(org.admin, back)).rejects.toMatchObject({ code: "refused" });
    await changeCampaign(org.admin, { ...back, definition });
    expect((await getCampaign(org.admin, { campaignId: campaign.id })).name).toBe("Another");
  });

  it("does not start while nobody could answer for a part of it", async () => {
    await inTenant(org.organizationId, "write", (tx) =>
      tx.user.updateMany({
        where: { id: { in: [org.owner.userId, org.admin.userId] } },
        data: { isActive: false },
      }),
    );
    const campaign = await staged();
    const start = { campaignId: campaign.id, version: campaign.version };
    await expect(runCampaign(org.admin, start)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringMatching(/Nobody could answer for 3/),
    });
    const forced = inTenant(org.organizationId, "write", (tx) =>
      tx.campaign.updateMany({
        where: { id: campaign.id },
        data: {
          state: "running",
          startedById: org.admin.userId,
          startedAt: new Date(),
          dueAt: new Date(),
          stageEndsAt: new Date(),
        },
      }),
    );
    await expect(forced).rejects.toMatchObject({ code: "refused" });
  });

  it("can be given up before it runs, and not after", async () => {
    const first = await staged();
    await discardCampaign(org.admin, { campaignId: first.id, version: first.version });
    expect(await itemsOf(first.id)).toEqual([]);
    const second = await staged();
    const running = await runCampaign(org.admin, { campaignId: second.id, version: second.version });
    await expect(discardCampaign(org.admin, running)).rejects.toMatchObject({ code: "refused" });
    await expect(unstageCampaign(org.admin, running)).rejects.toMatchObject({ code: "refused" });
    const forced = inTenant(
      org.organizationId,
      "write",
      (tx) => tx.$queryRaw`select unstage_campaign_items(${second.id}::uuid)::text`,
    );
    await expect(forced).rejects.toMatchObject({ code: "refused" });
  });

  it("is nobody else's: not another organization's, nor for who may not manage reviews", async () => {
    const draft = await define();
    const other = await newOrganization();
    await expect(askToStage(other.admin, draft)).rejects.toMatchObject({ code: "not_found" });
    await expect(askToStage(org.owner, draft)).rejects.toMatchObject({ code: "forbidden" });
    const forged = inTenant(
      other.organizationId,
      "write",
      (tx) => tx.$queryRaw`select stage_campaign_items(${draft.campaignId}::uuid, null, now(), now())::text`,
    );
    await expect(forged).rejects.toMatchObject({ code: "refused" });
  });
});
