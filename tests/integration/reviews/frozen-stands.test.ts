import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { beforeEach, describe, expect, it } from "vitest";
import { endAbsence } from "#lib/identity/commands/end-absence.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { copyCampaign } from "#lib/reviews/commands/copy-campaign.ts";
import { endStage } from "#lib/reviews/commands/end-stage.ts";
import { stageCampaign } from "#lib/reviews/commands/stage-campaign.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import { enableRefund, type GovernedServer, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { answerAtOnce } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
});

/** One statement as the application's role. */
const write = (sql: string, ...values: unknown[]) =>
  inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(sql, ...values));
const itemsOf = (campaignId: string) =>
  inTenant(org.organizationId, "read", (tx) => tx.campaignItem.findMany({ where: { campaignId } }));

it("an answer of a delegate stands at the close, also when the absence was ended since", async () => {
  const manager = await newPerson(org.organizationId, "Manager", ["member"]);
  await asOwner("update users set manager_id = $1 where id = $2", [manager.userId, org.owner.userId]);
  const { campaignId } = await runningReview(org, {
    subjects: ["tool"],
    stages: [
      { name: "Owners", reviewers: [{ kind: "owner" }], days: 14 },
      { name: "Managers", reviewers: [{ kind: "manager" }], days: 7 },
    ],
  });
  const [item] = await itemsOf(campaignId);
  if (item === undefined) throw new Error("an item was expected");
  const day = (days: number) => addDays(new Date(), days).toISOString().slice(0, 10);
  await setAbsence(org.owner, { delegateId: org.member.userId, startsOn: day(0), endsOn: day(3) });
  await answerAtOnce(org.member, {
    itemId: item.id,
    decision: "keep",
    reason: "Daily work.",
    version: item.version,
  });
  await endAbsence(org.owner, { userId: org.owner.userId });
  await endStage(org.admin, { campaignId, stage: 1 });
  const { totals } = await closeReview(org.admin, { campaignId, acknowledgedRemovals: 0 });
  expect(totals).toMatchObject({ population: 1, kept: 1, unanswered: 0 });
});

describe("by raw SQL", () => {
  it("no answer is taken from an item as if for a second look", async () => {
    const { campaignId } = await runningReview(org, { subjects: ["tool"] });
    const [item] = await itemsOf(campaignId);
    await answerAtOnce(org.owner, {
      itemId: item?.id ?? "",
      decision: "revoke",
      reason: "Idle.",
      version: item?.version ?? 0,
    });
    await expect(
      write("update campaign_item set decision = 'undecided', decided_at = null, sampled_at = now()"),
    ).rejects.toThrow(/permission denied/);
  });

  it("a closed review says of itself what it said", async () => {
    const { campaignId } = await runningReview(org, { subjects: ["tool"], noResponse: KEEP });
    await closeReview(org.admin, { campaignId, acknowledgedRemovals: 0 });
    for (const change of [
      "closed_at = closed_at + interval '10 years'",
      "due_at = now()",
      "failures_reason = 'x'",
    ]) {
      await expect(write(`update campaign set ${change} where id = $1::uuid`, campaignId)).rejects.toThrow(
        /does not change once it is frozen/,
      );
    }
  });

  it("a population stands with the definition that it answers", async () => {
    const { campaignId } = await runningReview(org, { subjects: ["tool"] });
    const { campaignId: id } = await copyCampaign(org.admin, { campaignId });
    const draft = await inTenant(org.organizationId, "read", (tx) =>
      tx.campaign.findFirstOrThrow({ where: { id } }),
    );
    await askToStage(org.admin, { campaignId: id, version: draft.version });
    await stageCampaign(systemActor(org.organizationId, "test"), { campaignId: id });
    await expect(write("update campaign set state = 'draft' where id = $1::uuid", id)).rejects.toThrow(
      /does not change once it is frozen/,
    );
  });

  it("no review begins anywhere but as a draft", async () => {
    const { campaignId } = await runningReview(org, { subjects: ["tool"] });
    await expect(
      write(
        `insert into campaign select (jsonb_populate_record(c, jsonb_build_object('id', $2::text))).* from campaign c where c.id = $1::uuid`,
        campaignId,
        newId(new Date()),
      ),
    ).rejects.toThrow(/begins as a draft/);
  });
});

const KEEP = { low: "keep", medium: "keep", high: "keep" };
