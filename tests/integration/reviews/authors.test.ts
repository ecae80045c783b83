import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { changeCampaign } from "#lib/reviews/commands/change-campaign.ts";
import { changeSchedule } from "#lib/reviews/commands/change-schedule.ts";
import { closeOverdueReview } from "#lib/reviews/commands/close-overdue-review.ts";
import { defineCampaign } from "#lib/reviews/commands/define-campaign.ts";
import { defineSchedule } from "#lib/reviews/commands/define-schedule.ts";
import { openDueReview } from "#lib/reviews/commands/open-due-review.ts";
import { runCampaign } from "#lib/reviews/commands/run-campaign.ts";
import { stageCampaign } from "#lib/reviews/commands/stage-campaign.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { confirmClose } from "#tests/factories/close-review.ts";
import { enableRefund, newGovernedServer } from "#tests/factories/governed-server.ts";
import { copyAccess } from "#tests/factories/many-grants.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let second: PersonActor;
let third: PersonActor;
let reset = () => {};

beforeEach(async () => {
  org = await newOrganization();
  second = await newPerson(org.organizationId, "Second admin", ["admin", "member"]);
  third = await newPerson(org.organizationId, "Third admin", ["admin", "member"]);
  const server = await newGovernedServer(org);
  await enableRefund(org, server);
  await copyAccess(org, server, 6);
});
afterEach(() => reset());

const HARMLESS = {
  format: 1,
  name: "Quarterly review",
  scope: {},
  subjects: ["access", "tool"],
  stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
  fallback: { kind: "role", role: "admin" },
  noResponse: { low: "keep", medium: "keep", high: "keep" },
};
/** Whatever nobody answers ends, and it closes by itself. */
const CUTS_ALL = {
  ...HARMLESS,
  noResponse: { low: "revoke", medium: "revoke", high: "revoke" },
  overdue: { closeAfterDays: 1, escalateAfterDays: null },
};

const system = () => systemActor(org.organizationId, "test");

function inDays(days: number) {
  reset();
  const at = Date.now() + days * 86_400_000;
  reset = setClock(() => new Date(at));
}

async function run(campaignId: string) {
  await stageCampaign(system(), { campaignId });
  const { version } = await getCampaignHead(org.admin, { campaignId });
  await runCampaign(second, { campaignId, version });
}

const confirm = (campaignId: string, who: PersonActor) => confirmClose(who, campaignId);
const byHand = (campaignId: string, who: PersonActor) =>
  inTenant(
    org.organizationId,
    "write",
    (
      tx,
    ) => tx.$executeRaw`update campaign_brake set answer = 'confirmed', answered_by_id = ${who.userId}::uuid,
      answered_at = now(), reason = 'So.' where campaign_id = ${campaignId}::uuid`,
  );

/** It asks by itself; whoever wrote it does not confirm that, a third person does. */
async function takesAThird(campaignId: string) {
  await closeOverdueReview(system(), { campaignId });
  for (const who of [org.admin, second]) {
    await expect(confirm(campaignId, who)).rejects.toMatchObject({
      code: "refused",
      publicMessage: /You wrote this review or its schedule/,
    });
    await expect(byHand(campaignId, who)).rejects.toMatchObject({ code: "refused" });
  }
  expect(await confirm(campaignId, third)).toMatchObject({ state: "closing" });
}

it("whoever rewrote another's draft does not confirm what it asks by itself", async () => {
  const { campaignId, version } = await defineCampaign(org.admin, { definition: HARMLESS as never });
  const changed = await changeCampaign(second, { campaignId, version, definition: CUTS_ALL as never });
  await askToStage(second, { campaignId, version: changed.version });
  await run(campaignId);
  inDays(16);
  await takesAThird(campaignId);
});

it("nor does whoever rewrote another's schedule", async () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const recurrence = { rule: "FREQ=MONTHLY", startsOn: tomorrow, atTime: "00:00", timeZone: "UTC" };
  const asked = { recurrence, startsItself: false };
  const { scheduleId, version } = await defineSchedule(org.admin, {
    definition: HARMLESS as never,
    ...asked,
  });
  await changeSchedule(second, { scheduleId, version, definition: CUTS_ALL as never, ...asked });
  inDays(2);
  const { campaignId } = await openDueReview(system(), { scheduleId });
  if (campaignId === null) throw new Error("a review was expected");
  await run(campaignId);
  inDays(18);
  await takesAThird(campaignId);
});

it("who wrote a draft stays on record", async () => {
  const { campaignId, version } = await defineCampaign(org.admin, { definition: HARMLESS as never });
  await changeCampaign(second, { campaignId, version, definition: CUTS_ALL as never });
  const forget = inTenant(
    org.organizationId,
    "write",
    (tx) => tx.$executeRaw`update campaign set changed_by_ids = '{}' where id = ${campaignId}::uuid`,
  );
  await expect(forget).rejects.toMatchObject({ code: "refused", publicMessage: /stays on record/ });
});
