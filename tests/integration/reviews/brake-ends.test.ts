import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { retireServer } from "#lib/grants/commands/retire-server.ts";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import type { EventType } from "#lib/kernel/events.ts";
import { answerBrake } from "#lib/reviews/commands/answer-brake.ts";
import { closeReviewsOfEndedServer } from "#lib/reviews/commands/close-reviews-of-ended-server.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { getClose } from "#lib/reviews/queries/get-close.ts";
import { followUpReviews } from "#lib/reviews/stage-jobs.ts";
import { carryOutClose, closeNow, confirmClose } from "#tests/factories/close-review.ts";
import { evidenceText, verifyText } from "#tests/factories/evidence.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { copyAccess } from "#tests/factories/many-grants.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { answerItem } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let second: PersonActor;
let server: GovernedServer;
let campaignId: string;

const ENDS = { low: "revoke", medium: "revoke", high: "revoke" };

/** Eight things, of which all would be cut off where nobody answers. */
beforeEach(async () => {
  org = await newOrganization();
  second = await newPerson(org.organizationId, "Second admin", ["admin", "member"]);
  server = await newGovernedServer(org);
  await enableRefund(org, server);
  await copyAccess(org, server, 6);
});
afterEach(() => setClock(() => new Date()));

async function review(parts: object = {}) {
  const asked = { subjects: ["access", "tool"], noResponse: ENDS, ...parts };
  ({ campaignId } = await runningReview(org, asked));
}

const state = async () => (await getCampaignHead(org.admin, { campaignId })).state;

async function keepOne(position: number) {
  const [item] = await inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findMany({ where: { campaignId, position } }),
  );
  const people = [org.owner, org.admin, org.member, second];
  const by = people.find(({ userId }) => userId === item?.reviewerId);
  if (item === undefined || by === undefined) throw new Error("nobody answers this");
  await answerItem(by, {
    itemId: item.id,
    version: item.version,
    decision: "keep",
    reason: "Needed.",
  });
}

const raw = (set: string) =>
  inTenant(org.organizationId, "write", (tx) =>
    tx.$executeRawUnsafe(`update campaign_brake set ${set}, answered_at = now(), reason = 'So.'
      where campaign_id = '${campaignId}'`),
  );

describe("a review that was declined runs on", () => {
  const at = (days: number) => setClock(() => new Date(Date.now() + days * 86_400_000));
  const followUp = () => followUpReviews(org.organizationId);
  const count = async (type: EventType) => (await trail(org.organizationId, [type])).length;
  const decline = () =>
    answerBrake(second, { campaignId, answer: "decline", reason: "Half of it is in use." });

  beforeEach(async () => {
    await review({ overdue: { escalateAfterDays: 3, closeAfterDays: 1 } });
    at(16);
    await followUp();
  });

  it("passes on what waits whether its brake is open or answered, and tells whoever manages it what is next", async () => {
    at(18);
    await followUp();
    expect(await count("campaign.escalated")).toBe(1);
    await decline();
    const [declined] = await trail(org.organizationId, ["campaign.close_declined"]);
    expect(declined?.detail).toMatchObject({ isOwn: true, notify: [org.admin.userId] });
    at(22);
    await followUp();
    expect(await count("campaign.escalated")).toBe(2);
    expect(await count("campaign.overdue")).toBe(1);
    at(24);
    await followUp();
    expect(await count("campaign.overdue")).toBe(2);
  });

  it("asks by itself again about another list only, and a day later at the soonest", async () => {
    await decline();
    at(17.5);
    await followUp();
    expect(await count("campaign.close_braked")).toBe(1);
    await keepOne(1);
    await followUp();
    expect(await count("campaign.close_braked")).toBe(2);
    await decline();
    await keepOne(2);
    at(18);
    await followUp();
    expect(await count("campaign.close_braked")).toBe(2);
    at(18.6);
    await followUp();
    expect(await count("campaign.close_braked")).toBe(3);
  });

  it("closes by itself once it would end no more than one person may", async () => {
    await decline();
    for (let position = 1; position <= 7; position += 1) await keepOne(position);
    at(17.5);
    await followUp();
    expect(await state()).toBe("closing");
  });
});

describe("a brake ends with its review", () => {
  it("taken back by Steward, which says so, when nothing is left to ask about", async () => {
    await review();
    await closeNow(org.admin, { campaignId });
    const gone = { reason: "It is gone.", confirmName: "Ticket desk" };
    await retireServer(org.admin, { serverId: server.serverId, ...gone });
    const actor = systemActor(org.organizationId, "test");
    await closeReviewsOfEndedServer(actor, { serverId: server.serverId });
    await carryOutClose(org.organizationId, campaignId);
    expect(await state()).toBe("closed");
    const { brakes } = await getClose(org.admin, { campaignId });
    const reason = expect.stringMatching(/Nothing was left/);
    expect(brakes).toMatchObject([{ answer: "withdrawn", answeredBy: null, reason }]);
    const [withdrawn] = await trail(org.organizationId, ["campaign.close_withdrawn"]);
    expect(withdrawn?.detail).toMatchObject({ notify: [org.admin.userId] });
    expect((await verifyText(await evidenceText(org.auditor, campaignId))).holds).toBe(true);
  });

  it("and nobody answers it afterwards, nor Steward before, nor does it close while somebody is asked", async () => {
    await review();
    await closeNow(org.admin, { campaignId });
    const early = raw("answer = 'withdrawn'");
    await expect(early).rejects.toMatchObject({ publicMessage: /Only an administrator/ });
    for (let position = 1; position <= 7; position += 1) await keepOne(position);
    const closed = inTenant(
      org.organizationId,
      "write",
      (tx) =>
        tx.$executeRaw`update campaign set state = 'closing', closing_at = now(), early_reason = 'Forged all the same.'
        where id = ${campaignId}::uuid`,
    );
    await expect(closed).rejects.toMatchObject({ publicMessage: /still asked/ });
    await asOwner(`alter table campaign disable trigger user;
      update campaign set state = 'closing', closing_at = now() where id = '${campaignId}';
      alter table campaign enable trigger user`);
    const late = raw(`answer = 'confirmed', answered_by_id = '${second.userId}'`);
    await expect(late).rejects.toMatchObject({ publicMessage: /does not run/ });
  });
});

describe("servers that would be suspended", () => {
  const forged = () =>
    inTenant(
      org.organizationId,
      "write",
      (tx) =>
        tx.$executeRaw`update campaign set state = 'closing', closing_at = now(), early_reason = 'Forged all the same.'
        where id = ${campaignId}::uuid`,
    );

  it("take a second person where they are more than one and more than the share, however few things they are", async () => {
    const others = [
      await newGovernedServer(org, "production", "second-desk"),
      await newGovernedServer(org, "production", "third-desk"),
    ];
    const serverIds = [server, ...others].map(({ serverId }) => serverId);
    await review({ subjects: ["server"], scope: { serverIds } });
    await expect(forged()).rejects.toMatchObject({ publicMessage: /second person/ });
    const begun = await closeNow(org.admin, { campaignId });
    expect(begun).toMatchObject({ state: "waiting", effect: { removals: 3, serversOff: 3, servers: 3 } });
    const confirmed = await confirmClose(second, campaignId);
    expect(confirmed).toMatchObject({ state: "closing" });
  });

  it("are one person's to suspend where it is one", async () => {
    await review({ subjects: ["server"], scope: { serverIds: [server.serverId] } });
    const begun = await closeNow(org.admin, { campaignId });
    expect(begun).toMatchObject({ state: "closing", effect: { serversOff: 1, servers: 1 } });
  });
});
