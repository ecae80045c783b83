import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { revokeGrant } from "#lib/grants/commands/revoke-grant.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { batchReactions as inventoryReactions } from "#lib/inventory/jobs.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import {
  CADENCE_SUBJECTS,
  cadenceDays,
  type ReviewCadence,
  STARTING_CADENCE,
} from "#lib/policy/approval/review-terms.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { refreshFindings } from "#lib/policy/commands/refresh-findings.ts";
import { withdrawPolicy } from "#lib/policy/commands/withdraw-policy.ts";
import { followPolicy } from "#lib/policy/jobs.ts";
import { getServerFindings } from "#lib/policy/queries/get-server-findings.ts";
import { previewReviewCadence } from "#lib/policy/queries/preview-review-cadence.ts";
import { noteReviewedServers } from "#lib/reviews/commands/note-reviewed-servers.ts";
import { putInForce } from "#tests/factories/approval-policy.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
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

const DAY_MS = 86_400_000;
const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const inDays = (days: number) => new Date(TODAY + days * DAY_MS).toISOString().slice(0, 10);

/** As if it had been registered so many days ago, and its review were due on this day. */
async function registeredAgo(days: number, dueIn: number, serverId = server.serverId) {
  await asOwner(
    "update server set registered_at = now() - make_interval(days => $2), next_review_on = $3 where id = $1",
    [serverId, days, inDays(dueIn)],
  );
}

async function day() {
  return (await getServer(org.auditor, { slug: server.slug })).nextReviewOn;
}

async function items(campaignId: string) {
  return inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findMany({ where: { campaignId }, orderBy: { position: "asc" } }),
  );
}

async function keepAll(campaignId: string, by: PersonActor = org.owner, leave = 0) {
  const all = await items(campaignId);
  for (const { id, subjectKind, version } of all.slice(0, all.length - leave)) {
    const answers = subjectKind === "server" ? { answers: GOES_ON } : {};
    await answerItem(by, { itemId: id, decision: "keep", reason: "Still needed.", version, ...answers });
  }
}

/** What the worker does once a review is closed, two items at a time. */
async function note(campaignId: string) {
  let after: number | null = 0;
  let count = 0;
  while (after !== null) {
    const done: { next: number | null; count: number } = await noteReviewedServers(
      systemActor(org.organizationId, "review clock"),
      { campaignId, after, rows: 2 },
    );
    after = done.next;
    count += done.count;
  }
  return count;
}

async function reviewAll(leave = 0, parts = {}) {
  const { campaignId } = await runningReview(org, { noResponse: ALL_KEPT, ...parts });
  await keepAll(campaignId, org.owner, leave);
  await closeReview(org.admin, { campaignId });
  return { campaignId, count: await note(campaignId) };
}

const ALL_KEPT = { low: "keep", medium: "keep", high: "keep" };
const rest = { environments: [], impacts: [], criticalities: [] };
const cadence = (everyDays: number): ReviewCadence => ({
  rules: [{ id: "rest", when: rest, everyDays }],
  warnDays: 14,
  suspendAfterDays: null,
});

describe("a server", () => {
  it("is reviewed by a review that covered it as a whole and of which every item was answered", async () => {
    await registeredAgo(80, 10);
    const { campaignId, count } = await reviewAll();
    expect(count).toBe(1);
    // In production, with a tool enabled.
    expect(await day()).toBe(inDays(90));
    expect((await getServer(org.auditor, { slug: server.slug })).lastReview).toEqual({
      id: campaignId,
      name: "Quarterly review",
      on: inDays(0),
    });
    const [event] = await trail(org.organizationId, ["server.reviewed"]);
    expect(event?.detail).toEqual({ serverId: server.serverId, campaignId, nextReviewOn: inDays(90) });
    expect(await note(campaignId)).toBe(0);
  });

  it("is not reviewed where one of its items was left without an answer", async () => {
    await registeredAgo(80, 10);
    expect((await reviewAll(1)).count).toBe(0);
    expect(await day()).toBe(inDays(10));
  });

  it("is reviewed where the rest was answered, and what nobody answered for had ended before the close", async () => {
    await registeredAgo(80, 10);
    const { campaignId } = await runningReview(org, { noResponse: ALL_KEPT });
    const last = (await items(campaignId)).at(-1);
    await keepAll(campaignId, org.owner, 1);
    await revokeGrant(org.admin, { grantId: last?.subjectId ?? "", reason: "Nobody calls it any more." });
    await closeReview(org.admin, { campaignId });
    expect(await note(campaignId)).toBe(1);
  });

  it("is not reviewed by a review that leaves out a part of what it was granted", async () => {
    await registeredAgo(80, 10);
    expect((await reviewAll(0, { subjects: ["server", "tool"] })).count).toBe(0);
    expect((await reviewAll(0, { scope: { grantedWithinDays: 30 } })).count).toBe(0);
    expect(await day()).toBe(inDays(10));
  });

  it("is overdue from the day after, as a finding that its review resolves", async () => {
    const overdue = async () => {
      await refreshFindings(systemActor(org.organizationId, "findings"), { serverIds: [server.serverId] });
      const findings = await getServerFindings(org.auditor, { serverId: server.serverId });
      return findings.filter(({ rule }) => rule === "review_overdue").map(({ severity }) => severity);
    };
    await registeredAgo(90, 0);
    expect(await overdue()).toEqual([]);
    await registeredAgo(91, -1);
    expect(await overdue()).toEqual(["high"]);
    await reviewAll();
    expect(await overdue()).toEqual([]);
  });

  it("that changes to what is reviewed more often is due sooner, with the days of warning left", async () => {
    await registeredAgo(50, 40);
    const { version } = await getServer(org.owner, { slug: server.slug });
    await updateServer(org.admin, { serverId: server.serverId, version, criticality: "critical" });
    // 45 days since it was registered were over.
    expect(await day()).toBe(inDays(14));
  });

  it("cannot have its review put off by a choice of day, a detour through another environment, or plain SQL", async () => {
    await registeredAgo(80, 5);
    const edit = async (change: object) => {
      const { version } = await getServer(org.owner, { slug: server.slug });
      return updateServer(org.admin, { serverId: server.serverId, version, ...change });
    };
    await expect(edit({ nextReviewOn: inDays(11) })).rejects.toMatchObject({
      fields: { nextReviewOn: expect.stringContaining(inDays(10)) },
    });
    await edit({ nextReviewOn: inDays(10) });
    await edit({ environment: "development" });
    expect(await day()).toBe(inDays(10));
    for (const statement of [
      `update server set next_review_on = '${inDays(200)}', environment = 'production'`,
      `update server set last_reviewed_on = '${inDays(0)}', last_review_id = uuidv7()`,
      "update server set registered_at = now()",
    ]) {
      await expect(
        inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement)),
      ).rejects.toMatchObject({ publicMessage: /review/ });
    }
  });

  it("is due sooner once a graver tool is enabled on it", async () => {
    const grave = { ...rest, impacts: ["regulated" as const, "changes_data" as const, "executes" as const] };
    await putInForce(org, {
      reviewCadence: {
        ...cadence(90),
        rules: [{ id: "grave", when: grave, everyDays: 30 }, ...cadence(90).rules],
      },
    });
    await registeredAgo(0, 90);
    await inventoryReactions["tool.enabled"]?.({
      organizationId: org.organizationId,
      events: [
        {
          id: "1",
          type: "tool.enabled",
          subject: { kind: "tool", id: server.refundId, name: "refund_payment" },
          detail: { serverId: server.serverId },
        },
      ],
    });
    expect(await day()).toBe(inDays(30));
    const [event] = await trail(org.organizationId, ["server.review_moved"]);
    expect(event?.detail).toMatchObject({
      changes: { nextReviewOn: { before: inDays(90), after: inDays(30) } },
    });
  });
});

describe("a change of the policy", () => {
  const change = async (everyDays: number) => {
    await putInForce(org, { reviewCadence: cadence(everyDays) });
    await followPolicy({
      organizationId: org.organizationId,
      event: {
        type: "policy.activated",
        subject: { kind: "policy_version", id: null, name: "" },
        detail: {},
      },
    });
    return day();
  };

  it("moves the next review of every server, sooner with the days of warning left, and later again", async () => {
    await registeredAgo(20, 70);
    expect(await change(60)).toBe(inDays(40));
    expect(await change(15)).toBe(inDays(14));
    expect(await change(120)).toBe(inDays(100));
  });

  it("shows before it takes effect which servers it would move, and whose grants it would suspend", async () => {
    await registeredAgo(20, 70);
    const draft = async (reviewCadence: ReviewCadence) => {
      const { number } = await draftPolicy(org.admin, {});
      const document = { ...STARTING_POLICY, reviewCadence };
      await editPolicy(org.admin, { number, version: 1, document, summary: "" });
      const effect = await previewReviewCadence(org.auditor, { number });
      await withdrawPolicy(org.admin, { number, reason: "" });
      return effect;
    };
    expect(await draft(STARTING_CADENCE)).toBeNull();
    expect(await draft(cadence(60))).toMatchObject({
      sooner: 1,
      later: 0,
      kinds: [
        { environment: "production", criticality: "high", before: 90, after: 60, servers: 1, sooner: 1 },
      ],
    });
    expect(await draft(cadence(120))).toMatchObject({ sooner: 0, later: 1, longOverdue: 0 });
    await registeredAgo(200, -40);
    expect(await draft({ ...STARTING_CADENCE, suspendAfterDays: 30 })).toMatchObject({
      sooner: 0,
      later: 0,
      longOverdue: 1,
      kinds: [],
    });
  });

  it("leaves what is overdue overdue, unless it asks for less", async () => {
    await registeredAgo(100, -10);
    expect(await change(30)).toBe(inDays(-10));
    expect(await change(110)).toBe(inDays(10));
  });

  it("leaves a sooner day that somebody chose", async () => {
    await registeredAgo(20, 50);
    expect(await change(120)).toBe(inDays(50));
    expect(await change(60)).toBe(inDays(40));
  });
});

describe("the review clock in the database", () => {
  it("says of everything what the policy document says, at first and once it is changed", async () => {
    const read = () => inTenant(org.organizationId, "read", (tx) => tx.reviewClock.findFirstOrThrow());
    const said = ({ rules }: Pick<ReviewCadence, "rules">) =>
      Object.fromEntries(
        CADENCE_SUBJECTS.map((subject) => [
          `${subject.environment}/${subject.criticality}/${subject.impact ?? "none"}`,
          cadenceDays({ rules }, subject),
        ]),
      );
    expect(await read()).toMatchObject({ days: said(STARTING_CADENCE), warnDays: 14, policyNumber: 0 });
    const grave = { environments: ["staging" as const], impacts: ["executes" as const], criticalities: [] };
    const other: ReviewCadence = {
      rules: [
        { id: "grave", when: grave, everyDays: 21 },
        { id: "high", when: { ...rest, criticalities: ["high", "critical"] }, everyDays: 40 },
        { id: "rest", when: rest, everyDays: 200 },
      ],
      warnDays: 7,
      suspendAfterDays: 30,
    };
    await putInForce(org, { reviewCadence: other });
    expect(await read()).toMatchObject({
      days: said(other),
      formerDays: said(STARTING_CADENCE),
      warnDays: 7,
      suspendAfterDays: 30,
      policyNumber: 1,
    });
    await expect(
      inTenant(org.organizationId, "write", (tx) => tx.$executeRaw`update review_clock set warn_days = 1`),
    ).rejects.toThrow(/permission denied/);
  });
});
