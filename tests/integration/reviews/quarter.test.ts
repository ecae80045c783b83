import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { setHours } from "date-fns/setHours";
import { startOfDay } from "date-fns/startOfDay";
import { afterEach, expect, it } from "vitest";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { defineSchedule } from "#lib/reviews/commands/define-schedule.ts";
import { signCampaign } from "#lib/reviews/commands/sign-campaign.ts";
import { reactions, sweeps, tasks } from "#lib/reviews/jobs.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { getCampaignProgress } from "#lib/reviews/queries/get-campaign-progress.ts";
import { getSignOff } from "#lib/reviews/queries/get-sign-off.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import { followUpReviews } from "#lib/reviews/stage-jobs.ts";
import { STAGE_TASK } from "#lib/reviews/staging.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import { evidenceText, verifyText } from "#tests/factories/evidence.ts";
import { enableRefund, newGovernedServer, toolState, trail } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { answerItem, GOES_ON } from "#tests/factories/review-answers.ts";

/** Noon, when people are reminded. */
const START = setHours(startOfDay(new Date()), 12);
const DEFINITION = {
  format: 1,
  name: "Quarterly review",
  scope: {},
  subjects: ["server", "access", "tool"],
  stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
  fallback: { kind: "role", role: "admin" },
  noResponse: { low: "keep", medium: "keep", high: "keep" },
} as const;

afterEach(() => setClock(() => new Date()));

/** It is so many days later. */
function onDay(days: number): Date {
  const at = addDays(START, days);
  setClock(() => at);
  return at;
}

async function openDue(org: TestOrganization): Promise<string> {
  await sweeps.find(({ name }) => name === "due-reviews")?.run(org.organizationId);
  const campaign = await inTenant(org.organizationId, "read", (tx) => tx.campaign.findFirstOrThrow({}));
  await tasks[STAGE_TASK]?.({ organizationId: org.organizationId, campaignId: campaign.id });
  const [staged] = await trail(org.organizationId, ["campaign.staged"]);
  const event = {
    type: "campaign.staged",
    subject: { kind: "campaign", id: campaign.id, name: campaign.name },
    detail: staged?.detail,
  };
  await reactions["campaign.staged"]?.({ organizationId: org.organizationId, event: event as never });
  return campaign.id;
}

const noticesOf = (org: TestOrganization, campaignId: string) =>
  inTenant(org.organizationId, "read", (tx) =>
    tx.campaignNotice.findMany({ where: { campaignId }, orderBy: { id: "asc" } }),
  );

it("runs a whole quarter, from its schedule to a pack that anybody can verify", async () => {
  const org = await newOrganization();
  const server = await newGovernedServer(org);
  await enableRefund(org, server);
  const signer = await newPerson(org.organizationId, "Signer", ["admin"]);
  await defineSchedule(org.admin, {
    definition: DEFINITION as never,
    recurrence: {
      rule: "FREQ=MONTHLY;INTERVAL=3",
      startsOn: addDays(START, 1).toISOString().slice(0, 10),
      atTime: "09:00",
      timeZone: "UTC",
    },
    startsItself: true,
  });

  // It opens, freezes and starts by itself.
  onDay(2);
  const campaignId = await openDue(org);
  const started = await getCampaignHead(org.admin, { campaignId });
  expect(started).toMatchObject({ state: "running", createdBy: null, population: { count: 3 } });

  // Whoever has work left is reminded, and late work is passed on.
  for (const day of [8, 13, 16, 17, 20, 21]) {
    onDay(day);
    await followUpReviews(org.organizationId);
  }
  const notices = await noticesOf(org, campaignId);
  expect(new Set(notices.map(({ kind }) => kind))).toEqual(new Set(["assignment", "reminder", "escalation"]));
  expect((await getCampaignProgress(org.admin, { campaignId })).isLate).toBe(true);

  // Whoever reviews by now answers: the tool goes, the server goes on, and its access is left without an answer.
  onDay(22);
  const { items } = await listReviewItems(org.auditor, { campaignId });
  const people = new Map([org.owner, org.admin].map((person) => [person.userId, person]));
  for (const item of items.filter(({ facts }) => facts.kind !== "access")) {
    const by = people.get(item.reviewer?.id ?? "");
    if (by === undefined) throw new Error("somebody of the organization reviews it");
    const isServer = item.facts.kind === "server";
    await answerItem(by, {
      itemId: item.id,
      version: item.version,
      decision: isServer ? "keep" : "revoke",
      reason: isServer ? "Customers depend on it." : "Refunds moved elsewhere.",
      ...(isServer ? { answers: GOES_ON } : {}),
    } as never);
  }

  // Closed, carried out, verified.
  onDay(23);
  const closed = await closeReview(org.admin, { campaignId, acknowledgedRemovals: 1 });
  expect(closed.totals).toMatchObject({
    population: 3,
    kept: 1,
    revoked: 1,
    unanswered: 1,
    applied: 1,
    failed: 0,
  });
  expect(await toolState(org.organizationId, server.serverId, server.refundId)).not.toBe("enabled");

  // Signed by somebody who answered nothing in it, and handed over.
  const { evidenceHash } = await getSignOff(org.admin, { campaignId });
  const authenticatedAt = onDay(24);
  await signCampaign({ ...signer, authenticatedAt }, { campaignId, evidenceHash: evidenceHash ?? "" });
  const text = await evidenceText(org.auditor, campaignId);
  const verdict = await verifyText(text);
  expect(verdict.checks.filter(({ holds }) => holds !== true)).toEqual([]);
  expect(verdict.evidenceHash).toBe(evidenceHash);
  const changed = await verifyText(text.replace("Refunds moved elsewhere.", "Refunds moved somewhere."));
  expect(changed.checks.some(({ holds }) => holds === false)).toBe(true);
}, 120_000);
