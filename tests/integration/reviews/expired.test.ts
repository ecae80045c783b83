import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { now, setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { noteEndedItems } from "#lib/reviews/commands/note-ended-items.ts";
import { countMyReviewItems } from "#lib/reviews/queries/count-my-review-items.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { getReviewItem } from "#lib/reviews/queries/get-review-item.ts";
import { followUpReviews } from "#lib/reviews/stage-jobs.ts";
import { approve, askFor, grantsOf } from "#tests/factories/carried-on.ts";
import { carryOutClose, closeNow, closeReview, confirmClose } from "#tests/factories/close-review.ts";
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
import { reviewOfServer } from "#tests/factories/running-review.ts";

const EXPIRED = "It had expired before the review closed.";
const DAY_MS = 86_400_000;

let org: TestOrganization;
let second: PersonActor;
let server: GovernedServer;
let campaignId: string;

/** A tool and its access, in force for long. */
beforeEach(async () => {
  org = await newOrganization();
  second = await newPerson(org.organizationId, "Second admin", ["admin", "member"]);
  server = await newGovernedServer(org);
  await enableRefund(org, server);
});
afterEach(() => setClock(() => new Date()));

const at = (days: number) => setClock(() => new Date(Date.now() + days * DAY_MS));

/** So many more of the access, which end in a day. */
async function soonOver(count: number): Promise<string[]> {
  const ids = await copyAccess(org, server, count);
  await asOwner("update grants set expires_at = now() + interval '1 day' where id = any ($1)", [ids]);
  return ids;
}

async function review(noResponse: "keep" | "revoke" = "keep") {
  ({ campaignId } = await reviewOfServer(org, server.serverId, noResponse));
}

const itemsOf = () =>
  inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findMany({ where: { campaignId }, orderBy: { position: "asc" } }),
  );
const outcomesOf = async (ids: readonly string[]) =>
  (await itemsOf())
    .filter(({ subjectId }) => ids.includes(subjectId))
    .map(({ outcome, outcomeDetail }) => `${outcome}: ${outcomeDetail}`);
const noted = (count: number) => Array.from({ length: count }, () => `not_needed: ${EXPIRED}`);
const statesOf = async (ids: readonly string[]) =>
  new Set(
    (await grantsOf(org, server.serverId)).flatMap(({ id, state }) => (ids.includes(id) ? [state] : [])),
  );
const head = () => getCampaignHead(org.admin, { campaignId });
const followUp = () => followUpReviews(org.organizationId);

type Answer = Omit<Parameters<typeof answerItem>[1], "itemId" | "version">;

async function answer(itemId: string, given: Answer) {
  const { version } = await getReviewItem(org.owner, { itemId });
  await answerItem(org.owner, { itemId, version, ...given });
}

describe("a grant that expires while a review runs", () => {
  it("has ended: nobody is asked about it any more, and it says why", async () => {
    const ids = await soonOver(6);
    await review();
    expect(await countMyReviewItems(org.owner, {})).toBe(8);
    at(0.5);
    await followUp();
    expect(await countMyReviewItems(org.owner, {})).toBe(8);
    at(2);
    await followUp();
    expect(await outcomesOf(ids)).toEqual(noted(6));
    expect(await countMyReviewItems(org.owner, {})).toBe(2);
    const [told] = await trail(org.organizationId, ["campaign.items_ended"]);
    expect(told?.detail).toMatchObject({ campaignId, items: 6 });
    const [gone] = (await itemsOf()).filter(({ subjectId }) => ids.includes(subjectId));
    await expect(answer(gone?.id ?? "", { decision: "keep", reason: "Needed." })).rejects.toMatchObject({
      code: "refused",
    });
    expect(await statesOf(ids)).toEqual(new Set(["active"]));
  });

  it("leaves the review to close by itself where it was the last of it", async () => {
    await asOwner("update grants set expires_at = now() + interval '1 day' where server_id = $1", [
      server.serverId,
    ]);
    await review("revoke");
    at(2);
    await followUp();
    await carryOutClose(org.organizationId, campaignId);
    expect(await head()).toMatchObject({
      state: "closed",
      totals: { removals: 2, applied: 0, notNeeded: 2 },
    });
    expect((await verifyText(await evidenceText(org.auditor, campaignId))).holds).toBe(true);
  });

  it("is not of those in force by which the share is reckoned that one person may end", async () => {
    const ids = await soonOver(24);
    const stay = await copyAccess(org, server, 8);
    await review();
    const items = await itemsOf();
    const [kept] = items.filter(({ subjectId }) => ids.includes(subjectId));
    await answer(kept?.id ?? "", { decision: "keep", reason: "Needed." });
    for (const { id } of items.filter(({ subjectId }) => stay.slice(0, 6).includes(subjectId))) {
      await answer(id, { decision: "revoke", reason: "Nobody uses it." });
    }
    at(2);
    const begun = await closeNow(org.admin, { campaignId });
    expect(begun).toMatchObject({ state: "waiting", effect: { removals: 6, inForce: 10 } });
    await confirmClose(second, campaignId);
    await carryOutClose(org.organizationId, campaignId);
    expect((await head()).totals).toMatchObject({ removals: 6, applied: 6 });
    expect(await outcomesOf(ids)).toEqual(noted(24));
  });

  it("is neither revoked nor counted as removed where nobody answered", async () => {
    const ids = await soonOver(6);
    await review("revoke");
    at(2);
    const { totals } = await closeReview(org.admin, { campaignId });
    expect(totals).toMatchObject({ removals: 8, applied: 2, notNeeded: 6 });
    expect(await outcomesOf(ids)).toEqual(noted(6));
    expect(await statesOf(ids)).toEqual(new Set(["active"]));
    expect(await trail(org.organizationId, ["grant.revoked"])).toHaveLength(2);
  });

  it("nor where it expired after the close began", async () => {
    const ids = await soonOver(6);
    await review("revoke");
    await closeNow(org.admin, { campaignId });
    await confirmClose(second, campaignId);
    at(2);
    await carryOutClose(org.organizationId, campaignId);
    expect((await head()).totals).toMatchObject({ removals: 8, applied: 2, notNeeded: 6 });
    expect(await outcomesOf(ids)).toEqual(noted(6));
    expect(await statesOf(ids)).toEqual(new Set(["active"]));
  });

  it("goes on in what carries it on, for as long as that is in force", async () => {
    await asOwner("update grants set expires_at = now() + interval '1 day' where server_id = $1", [
      server.serverId,
    ]);
    await review();
    const extendGrantIds = (await grantsOf(org, server.serverId)).map(({ id }) => id);
    const { requestId } = await askFor(org.owner, server.serverId, { extendGrantIds }, 60);
    await approve(org.approver, requestId);
    at(2);
    await followUp();
    expect((await itemsOf()).map(({ outcome }) => outcome)).toEqual([null, null]);
    expect(await countMyReviewItems(org.owner, {})).toBe(2);
    at(70);
    const actor = systemActor(org.organizationId, "test");
    await noteEndedItems(actor, { campaignId });
    expect((await itemsOf()).map(({ outcome }) => outcome)).toEqual(["not_needed", "not_needed"]);
    expect((await head()).state).toBe("closing");
  });

  it("has not ended before its end, whatever is written", async () => {
    const ids = await soonOver(1);
    await review();
    const forged = (days: number) =>
      inTenant(
        org.organizationId,
        "write",
        (tx) => tx.$executeRaw`update campaign_item set outcome = 'not_needed', outcome_detail = 'Gone.',
          outcome_at = ${new Date(Date.now() + days * DAY_MS)} where subject_id = any (${ids}::uuid[])`,
      );
    await expect(forged(0)).rejects.toMatchObject({ publicMessage: expect.any(String) });
    expect(await forged(2)).toBe(1);
  });
});

describe("the end of a grant is the one that it has by now", () => {
  it("so that what another review shortened is not shortened to a later one, and says so", async () => {
    await review();
    const here = campaignId;
    await review();
    for (const { id } of await itemsOf()) {
      await answer(id, { decision: "change", reason: "Sooner.", change: { days: 3 } });
    }
    await closeReview(org.admin, { campaignId });
    campaignId = here;
    const [item] = await itemsOf();
    const itemId = item?.id ?? "";
    const seen = await getReviewItem(org.owner, { itemId });
    const [grant] = (await grantsOf(org, server.serverId)).filter(({ id }) => id === seen.subjectId);
    const end = grant?.expiresAt.toISOString() ?? "";
    expect(new Date(end).getTime()).toBeLessThan(now().getTime() + 3 * DAY_MS);
    expect(seen.changeable.latestEnd).toBe(end);
    expect(seen.since).toEqual([{ what: "grant_end", before: seen.facts.expiresAt, after: end }]);
    const later = answer(itemId, { decision: "change", reason: "Sooner.", change: { days: 10 } });
    await expect(later).rejects.toMatchObject({ publicMessage: /ends by itself on/ });
    await answer(itemId, { decision: "change", reason: "Sooner.", change: { days: 1 } });
    at(4);
    expect((await getReviewItem(org.owner, { itemId })).statusNow).toBe("expired");
  });
});
