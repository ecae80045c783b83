import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";

import { signCampaign } from "#lib/reviews/commands/sign-campaign.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";
import { getSignOff } from "#lib/reviews/queries/get-sign-off.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import { type evidencePack, evidenceText, verifyText } from "#tests/factories/evidence.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { answerItem } from "#tests/factories/review-answers.ts";
import { reviewOfServer } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let server: GovernedServer;
let campaignId: string;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
  ({ campaignId } = await reviewOfServer(org, server.serverId));
});

async function answer(by: PersonActor) {
  const { items } = await listReviewItems(by, { campaignId });
  const item = items.find(({ reviewer }) => reviewer?.id === by.userId);
  const reason = "It is used every day.";
  await answerItem(by, { itemId: item?.id ?? "", version: item?.version ?? 0, decision: "keep", reason });
}

async function close(): Promise<string> {
  await closeReview(org.admin, { campaignId });
  const { evidenceHash } = await getSignOff(org.admin, { campaignId });
  return evidenceHash ?? "";
}

/** Past the guards: as if the review had been defined so. */
const nameSigner = (userId: string) =>
  asOwner(
    `set session_replication_role = replica;
     update campaign set definition = jsonb_set(definition, '{signerId}', '"${userId}"') where id = '${campaignId}'`,
  );

const long = (actor: PersonActor): PersonActor => ({
  ...actor,
  authenticatedAt: new Date(actor.authenticatedAt.getTime() - 6 * 60_000),
});

describe("signing a review", () => {
  it("is recorded with the hash of the evidence and the totals, in the trail and in the pack", async () => {
    await answer(org.owner);
    const evidenceHash = await close();
    const { signOffHash } = await signCampaign(org.admin, {
      campaignId,
      evidenceHash,
      statement: "I looked at every refusal.",
    });
    expect((await getCampaign(org.admin, { campaignId })).state).toBe("signed");
    const [event] = await trail(org.organizationId, ["campaign.signed"]);
    const totals = { population: 2, kept: 1, unanswered: 1 };
    expect(event?.detail).toMatchObject({ evidenceHash, signOffHash, totals });
    const text = await evidenceText(org.auditor, campaignId);
    const pack = JSON.parse(text) as Awaited<ReturnType<typeof evidencePack>>;
    expect(pack).toMatchObject({
      state: "signed",
      signOff: { signedById: org.admin.userId, statement: "I looked at every refusal.", hash: signOffHash },
      anchor: { signed: { sequence: Number(event?.sequence) } },
    });
    const verdict = await verifyText(text);
    expect(verdict.checks.filter(({ holds }) => holds !== true)).toEqual([]);
    expect(verdict.checks.find(({ part }) => part === "sign_off")?.words).toContain(signOffHash);
    expect(verdict.evidenceHash).toBe(evidenceHash);
  });

  it("is found out when the pack says another signed, for other figures, or without a fresh sign-in", async () => {
    await answer(org.owner);
    await signCampaign(org.admin, { campaignId, evidenceHash: await close() });
    const text = await evidenceText(org.auditor, campaignId);
    const failing = async (from: RegExp, to: string) => {
      expect(text).toMatch(from);
      const { checks } = await verifyText(text.replace(from, to));
      return checks.filter(({ holds }) => holds === false).map(({ part }) => part);
    };
    expect(await failing(/"signedById":"[^"]+"/, `"signedById":"${org.owner.userId}"`)).toContain("sign_off");
    expect(await failing(/"totals":\{"applied":0/, '"totals":{"applied":1')).toContain("sign_off");
    expect(await failing(/"authenticatedAt":"2/, '"authenticatedAt":"1')).toContain("sign_off");
    expect(await failing(/"signOff":\{.*\},\n/, '"signOff":null,\n')).toContain("sign_off");
  });

  it("is not for whoever answered in it, whatever their role", async () => {
    const other = await newPerson(org.organizationId, "Other Admin", ["admin", "member"]);
    await nameSigner(org.owner.userId);
    await answer(org.owner);
    const evidenceHash = await close();
    const signed = signCampaign(org.owner, { campaignId, evidenceHash });
    await expect(signed).rejects.toMatchObject({
      code: "forbidden",
      publicMessage: "You answered in this review, so somebody else must sign it.",
    });
    const { signers } = await getSignOff(org.owner, { campaignId });
    expect(signers.map(({ id }) => id).sort()).toEqual([org.admin.userId, other.userId].sort());
  });

  it("is for the person whom it names, and for administrators when that one is gone", async () => {
    await nameSigner(org.approver.userId);
    const evidenceHash = await close();
    const byAdmin = () => signCampaign(org.admin, { campaignId, evidenceHash });
    await expect(byAdmin()).rejects.toMatchObject({
      code: "forbidden",
      publicMessage: "Approver signs this review.",
    });
    expect((await getSignOff(org.approver, { campaignId })).allowed).toBe(true);
    await inTenant(org.organizationId, "write", (tx) =>
      tx.user.updateMany({ where: { id: org.approver.userId }, data: { isActive: false } }),
    );
    await byAdmin();
  });

  it("is not for members, nor for auditors, who change nothing", async () => {
    const evidenceHash = await close();
    for (const actor of [org.member, org.auditor]) {
      await expect(signCampaign(actor, { campaignId, evidenceHash })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    await nameSigner(org.auditor.userId);
    await signCampaign(org.admin, { campaignId, evidenceHash });
  });

  it("wants a sign-in of the last five minutes", async () => {
    const evidenceHash = await close();
    const stale = long(org.admin);
    await expect(signCampaign(stale, { campaignId, evidenceHash })).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringMatching(/fresh sign-in/),
    });
    expect(await getSignOff(stale, { campaignId })).toMatchObject({ needsFreshSignIn: true });
    expect(await getSignOff(org.owner, { campaignId })).toMatchObject({ needsFreshSignIn: false });
  });

  it("is for a closed review, for the evidence that was on the screen, and once", async () => {
    const some = `sha256:${"0".repeat(64)}`;
    await expect(signCampaign(org.admin, { campaignId, evidenceHash: some })).rejects.toMatchObject({
      code: "refused",
      publicMessage: "It is signed once it is closed.",
    });
    const evidenceHash = await close();
    await expect(signCampaign(org.admin, { campaignId, evidenceHash: some })).rejects.toMatchObject({
      code: "conflict",
    });
    const both = await Promise.allSettled([
      signCampaign(org.admin, { campaignId, evidenceHash }),
      signCampaign(org.admin, { campaignId, evidenceHash }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("belongs to the organization", async () => {
    const evidenceHash = await close();
    const { admin } = await newOrganization();
    await expect(signCampaign(admin, { campaignId, evidenceHash })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

it("a close tells whoever may sign", async () => {
  await close();
  const [closed] = await trail(org.organizationId, ["campaign.closed"]);
  expect(closed?.detail.notify).toContain(org.admin.userId);
});

describe("the database", () => {
  const insert = (userId: string, change: { totals?: string; hash?: string; authenticated?: string } = {}) =>
    inTenant(
      org.organizationId,
      "write",
      (tx) => tx.$executeRaw`
        insert into campaign_sign_off (organization_id, campaign_id, signed_by_id, signed_at, authenticated_at,
          evidence_hash, totals)
        select c.organization_id, c.id, ${userId}::uuid, c.closed_at, c.closed_at - ${change.authenticated ?? "1 minute"}::interval,
          ${change.hash ?? ""} || c.evidence_hash, ${change.totals ?? TOTALS}::jsonb
        from campaign c where c.id = ${campaignId}::uuid`,
    );
  const TOTALS = JSON.stringify({
    population: 2,
    kept: 1,
    revoked: 0,
    changed: 0,
    unanswered: 1,
    removals: 0,
    applied: 0,
    failed: 0,
    notNeeded: 0,
    changeApplied: 0,
    changeFailed: 0,
    changeNotNeeded: 0,
  });

  it("refuses a forged sign-off: by a reviewer, of other evidence or figures, with an old sign-in, or of none", async () => {
    await answer(org.owner);
    await expect(insert(org.admin.userId)).rejects.toThrow();
    await close();
    await expect(insert(org.owner.userId)).rejects.toThrow(/Somebody else signs this review/);
    await expect(insert(org.member.userId)).rejects.toThrow(/Somebody else signs this review/);
    await expect(insert(org.admin.userId, { hash: "x" })).rejects.toThrow(/the evidence of a closed review/);
    await expect(insert(org.admin.userId, { authenticated: "6 minutes" })).rejects.toThrow(/fresh sign-in/);
    await expect(
      insert(org.admin.userId, { totals: TOTALS.replace('"kept":1', '"kept":2') }),
    ).rejects.toThrow(/not the figures of this review/);
    const signed = inTenant(
      org.organizationId,
      "write",
      (tx) => tx.$executeRaw`update campaign set state = 'signed' where id = ${campaignId}::uuid`,
    );
    await expect(signed).rejects.toThrow(/signed by a person only/);
    await insert(org.admin.userId);
    expect((await getCampaign(org.admin, { campaignId })).state).toBe("signed");
  });

  it("keeps a sign-off as it is, whoever writes", async () => {
    await signCampaign(org.admin, { campaignId, evidenceHash: await close() });
    for (const statement of [
      "update campaign_sign_off set statement = 'x'",
      "delete from campaign_sign_off",
    ]) {
      const altered = inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));
      await expect(altered).rejects.toThrow(/permission denied/);
    }
  });
});
