import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { updateCredential } from "#lib/inventory/commands/update-credential.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { refreshFindings } from "#lib/policy/commands/refresh-findings.ts";
import { changeTrigger } from "#lib/reviews/commands/change-trigger.ts";
import { decideItem } from "#lib/reviews/commands/decide-item.ts";
import { endStage } from "#lib/reviews/commands/end-stage.ts";
import { openItem } from "#lib/reviews/commands/open-item.ts";
import { sweeps } from "#lib/reviews/jobs.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";
import { getClose } from "#lib/reviews/queries/get-close.ts";
import { getReviewItem } from "#lib/reviews/queries/get-review-item.ts";
import { listRemovals } from "#lib/reviews/queries/list-removals.ts";
import { listTriggers } from "#lib/reviews/queries/list-triggers.ts";
import { followUpReviews } from "#lib/reviews/stage-jobs.ts";
import { TRIGGERS } from "#lib/reviews/trigger.ts";
import { putInForce } from "#tests/factories/approval-policy.ts";
import { enableRefund, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { answerAtOnce, answerItem } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;

beforeEach(async () => {
  org = await newOrganization();
});
afterEach(() => setClock(() => new Date()));

function ahead(seconds: number) {
  const at = new Date(Date.now() + seconds * 1_000);
  setClock(() => at);
}

const pace = (samplePercent: number) =>
  putInForce(org, { reviewPace: { minimumSeconds: { low: 1, medium: 3, high: 10 }, samplePercent } });
const itemsOf = (campaignId: string) =>
  inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findMany({ where: { campaignId }, orderBy: { position: "asc" } }),
  );
const answersOf = (campaignId: string) =>
  inTenant(org.organizationId, "read", (tx) => tx.campaignAnswer.findMany({ where: { campaignId } }));
const sweep = (name: string) => sweeps.find((one) => one.name === name)?.run(org.organizationId);

async function reviewOfOneTool() {
  await enableRefund(org, await newGovernedServer(org));
  const { campaignId } = await runningReview(org, { subjects: ["tool"] });
  const [item] = await itemsOf(campaignId);
  if (item === undefined) throw new Error("no item");
  return { campaignId, item };
}

it("answers that are sent at once are as hasty as answers one after the other", async () => {
  await pace(100);
  for (let n = 0; n < 6; n += 1)
    await enableRefund(org, await newGovernedServer(org, "production", `desk-${n}`));
  const { campaignId } = await runningReview(org, { subjects: ["tool"] });
  const items = await itemsOf(campaignId);
  for (const { id } of items) await openItem(org.owner, { itemId: id });
  await Promise.all(items.map(({ id }) => getReviewItem(org.owner, { itemId: id })));
  ahead(14);
  const about = { decision: "keep", reason: "Fine." } as const;
  await Promise.all(items.map(({ id, version }) => decideItem(org.owner, { itemId: id, version, ...about })));
  const answers = await answersOf(campaignId);
  expect(answers.filter(({ isHasty }) => !isHasty)).toHaveLength(1);
});

it("an item is answered twenty times in a stage, and then no more: each answer is evidence", async () => {
  await pace(0);
  const { campaignId, item } = await reviewOfOneTool();
  await openItem(org.owner, { itemId: item.id });
  let { version } = item;
  const answer = async () => {
    const given = { itemId: item.id, version, decision: "keep", reason: "Still needed." } as const;
    ({ version } = await decideItem(org.owner, given));
  };
  for (let n = 0; n < 20; n += 1) await answer();
  await expect(answer()).rejects.toMatchObject({ code: "refused" });
  const undo = { itemId: item.id, version, decision: "undecided" } as const;
  await expect(decideItem(org.owner, undo)).rejects.toMatchObject({ code: "refused" });
  expect(await answersOf(campaignId)).toHaveLength(20);
});

it("a second look is given once, and learns what was answered first only when it stands", async () => {
  await pace(100);
  const { campaignId, item } = await reviewOfOneTool();
  const { id: itemId } = item;
  const first = { itemId, version: item.version, decision: "revoke", reason: "The first reason." } as const;
  await answerAtOnce(org.owner, first);
  ahead(60);
  await sweep("second-looks");
  const [drawn] = await itemsOf(campaignId);
  await openItem(org.admin, { itemId });
  ahead(120);
  const look = { itemId, decision: "keep", reason: "Support needs it." } as const;
  const given = await decideItem(org.admin, { ...look, version: drawn?.version ?? 0 });
  expect(await getReviewItem(org.admin, { itemId })).toMatchObject({ earlier: [], earlierHidden: 1 });
  ahead(140);
  expect((await getReviewItem(org.admin, { itemId })).earlier).toMatchObject([{ decision: "revoke" }]);
  const again = { itemId, version: given.version, decision: "revoke", reason: "As the first." } as const;
  await expect(decideItem(org.admin, again)).rejects.toMatchObject({ code: "refused" });
});

it("a stage that is shown nothing is not shown what a close would end either, until it answered", async () => {
  await pace(0);
  await enableRefund(org, await newGovernedServer(org));
  const manager = await newPerson(org.organizationId, "Manager", ["member"]);
  await asOwner("update users set manager_id = $1 where id = $2", [manager.userId, org.owner.userId]);
  const { campaignId } = await runningReview(org, {
    subjects: ["tool"],
    noResponse: { low: "keep", medium: "keep", high: "keep" },
    stages: [
      { name: "Owners", reviewers: [{ kind: "owner" }], days: 7 },
      { name: "Managers", reviewers: [{ kind: "manager" }], days: 7, takes: "all", sees: "nothing" },
    ],
  });
  for (const { id, version } of await itemsOf(campaignId)) {
    await answerItem(org.owner, { itemId: id, version, decision: "revoke", reason: "Because so." });
  }
  await endStage(org.admin, { campaignId, stage: 1 });
  await followUpReviews(org.organizationId);
  await expect(listRemovals(manager, { campaignId })).rejects.toMatchObject({ code: "refused" });
  await expect(getClose(manager, { campaignId })).rejects.toMatchObject({ code: "refused" });
  expect((await getCampaign(manager, { campaignId })).closing).toBeNull();
  for (const { id, version } of await itemsOf(campaignId)) {
    await answerItem(manager, { itemId: id, version, decision: "keep", reason: "Needed." });
  }
  expect((await listRemovals(manager, { campaignId })).items).toEqual([]);
});

it("a credential that lay open is reviewed, though its record was put right before anybody looked", async () => {
  const [trigger] = (await listTriggers(org.admin, {})).filter(({ kind }) => kind === "credential_exposed");
  const { terms } = TRIGGERS.credential_exposed;
  const version = trigger?.version ?? 0;
  await changeTrigger(org.admin, { kind: "credential_exposed", isOn: true, terms, version });
  const { serverId } = await newGovernedServer(org);
  const about = { serverId, name: "DESK_TOKEN", kind: "static_bearer", keptIn: "configuration" } as never;
  const { credentialId } = await addCredential(org.admin, about);
  const refresh = () =>
    refreshFindings(systemActor(org.organizationId, "findings"), { serverIds: [serverId] });
  await refresh();
  await updateCredential(org.owner, { credentialId, keptIn: "secret_manager" } as never);
  await refresh();
  ahead(6 * 60);
  await sweep("event-reviews");
  const opened = await inTenant(org.organizationId, "read", (tx) => tx.campaign.findMany());
  expect(opened.map(({ name }) => name)).toEqual([expect.stringContaining("Ticket desk")]);
});
