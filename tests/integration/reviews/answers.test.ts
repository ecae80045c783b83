import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { decideItem } from "#lib/reviews/commands/decide-item.ts";
import { openItem } from "#lib/reviews/commands/open-item.ts";
import { getReviewItem } from "#lib/reviews/queries/get-review-item.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { answerItem, GOES_ON } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let server: GovernedServer;
let campaignId: string;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
  await addCredential(org.admin, {
    serverId: server.serverId,
    name: "DESK_KEY",
    kind: "api_key",
    keptIn: "platform",
    expiresAt: new Date(Date.now() + 60 * 86_400_000).toISOString(),
  } as never);
  ({ campaignId } = await runningReview(org));
});

type Kind = "server" | "access" | "credential" | "tool";

const itemOf = (kind: Kind) =>
  inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findFirstOrThrow({ where: { campaignId, subjectKind: kind } }),
  );
const answersTo = (itemId: string) =>
  inTenant(org.organizationId, "read", (tx) =>
    tx.campaignAnswer.findMany({ where: { itemId }, orderBy: { decidedAt: "asc" } }),
  );

type Answer = Omit<Parameters<typeof decideItem>[1], "itemId" | "version">;

async function answer(kind: Kind, given: Answer, actor: PersonActor = org.owner) {
  const { id: itemId, version } = await itemOf(kind);
  return answerItem(actor, { itemId, version, ...given });
}

describe("what is of high risk", () => {
  it("is opened before it is answered, and the record says when", async () => {
    const { id: itemId, version } = await itemOf("tool");
    const keep = { itemId, version, decision: "keep", reason: "Used daily." } as const;
    await expect(decideItem(org.owner, keep)).rejects.toMatchObject({
      code: "refused",
      publicMessage: "Open it before you answer: its risk is high.",
    });
    await openItem(org.owner, { itemId });
    await openItem(org.owner, { itemId });
    await decideItem(org.owner, keep);
    const [given] = await answersTo(itemId);
    expect(given?.openedAt?.getTime()).toBeLessThanOrEqual(given?.decidedAt.getTime() ?? 0);
    expect(await trail(org.organizationId, ["campaign.item_opened"])).toHaveLength(1);
  });

  it("is opened only by who may answer for it", async () => {
    const { id: itemId } = await itemOf("tool");
    await expect(openItem(org.admin, { itemId })).rejects.toMatchObject({ code: "refused" });
    const other = await newOrganization();
    await expect(openItem(other.owner, { itemId })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is looked for in the review that is named with it, and nowhere else", async () => {
    const { id: itemId, version } = await itemOf("tool");
    const elsewhere = { itemId, campaignId: (await runningReview(org)).campaignId };
    const keep = { ...elsewhere, version, decision: "keep", reason: "Used daily." } as const;
    const nowhere = { code: "not_found" };
    await expect(getReviewItem(org.owner, elsewhere)).rejects.toMatchObject(nowhere);
    await expect(openItem(org.owner, elsewhere)).rejects.toMatchObject(nowhere);
    await expect(decideItem(org.owner, keep)).rejects.toMatchObject(nowhere);
    await openItem(org.owner, { itemId, campaignId });
    await decideItem(org.owner, { ...keep, campaignId });
    expect(await answersTo(itemId)).toHaveLength(1);
  });
});

describe("asking for a change", () => {
  it("is on record with what is to change", async () => {
    await answer("tool", {
      decision: "change",
      change: { days: 10 },
      reason: "Until the migration is over.",
    });
    const item = await itemOf("tool");
    expect(item).toMatchObject({ decision: "change", change: { days: 10 } });
    expect(await answersTo(item.id)).toMatchObject([{ decision: "change", change: { days: 10 } }]);
    const [event] = await trail(org.organizationId, ["campaign.item_decided"]);
    expect(event?.detail).toMatchObject({ decision: "change", change: { days: 10 } });
  });

  it.each<[Kind, Answer, RegExp]>([
    ["tool", { decision: "change", change: { days: 40 } }, /ends by itself on .* already/],
    ["credential", { decision: "change", change: { days: 60 } }, /ends by itself on .* already/],
    ["access", { decision: "change", change: { breadth: "narrow" } }, /Only a scope can be narrowed/],
    ["server", { decision: "change", change: { days: 10 }, answers: GOES_ON }, /no end of its own/],
    ["tool", { decision: "change" }, /Say what is to change/],
    ["tool", { decision: "keep", change: { days: 10 } }, /Only the answer “change”/],
  ])("of %s is for the better, and said whole: %j", async (kind, given, words) => {
    const attempt = answer(kind, { reason: "Because.", ...given });
    await expect(attempt).rejects.toMatchObject({
      code: "invalid",
      publicMessage: expect.stringMatching(words),
    });
    expect(await itemOf(kind)).toMatchObject({ decision: "undecided" });
  });
});

describe("a server", () => {
  it("goes on when its questions are answered, and the answers are on record", async () => {
    const bare = answer("server", { decision: "keep", reason: "Needed." });
    await expect(bare).rejects.toMatchObject({ code: "invalid", publicMessage: /questions/ });
    await answer("server", { decision: "keep", reason: "Needed.", answers: GOES_ON });
    expect(await answersTo((await itemOf("server")).id)).toMatchObject([{ answers: GOES_ON }]);
  });

  it("whose role is not right does not go on without a word", async () => {
    const answers = { ...GOES_ON, roleIsRight: "no" as const };
    const change = { words: "Give it the role ticket-operator." };
    await answer("server", { decision: "change", change, answers, reason: "It only answers tickets." });
    expect(await itemOf("server")).toMatchObject({ decision: "change", change });
  });

  it("takes no answers that carry a secret", async () => {
    const answers = { ...GOES_ON, credentialHolder: "ghp_16C7e42F292c6912E7710c838347Ae178B4a" };
    const attempt = answer("server", { decision: "keep", reason: "Needed.", answers });
    await expect(attempt).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("the database", () => {
  const asTheApplication = (sql: string) =>
    inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(sql));
  const refusedBy = (words: RegExp) => ({ code: "refused", publicMessage: expect.stringMatching(words) });
  const record = (parts: Record<string, string> = {}) => {
    const row = {
      id: "uuidv7()",
      campaign_id: "campaign_id",
      item_id: "id",
      stage: "1",
      decision: "'keep'",
      reason: "'Mine.'",
      decided_by_id: "reviewer_id",
      decided_at: "now()",
      ...parts,
    };
    return `insert into campaign_answer (organization_id, ${Object.keys(row)}) select organization_id, ${Object.values(row)} from item`;
  };
  const forge = (kind: Kind, set: string, parts: Record<string, string> = {}) =>
    asTheApplication(`with item as (update campaign_item set ${set} where campaign_id = '${campaignId}'
      and subject_kind = '${kind}' returning *) ${record(parts)}`);

  it("takes no answer to an item that is not on record", async () => {
    const attempt = asTheApplication(
      `update campaign_item set decision = 'keep', decided_by_id = reviewer_id, decided_at = now() where campaign_id = '${campaignId}'`,
    );
    await expect(attempt).rejects.toMatchObject(refusedBy(/on record differ/));
  });

  it("takes no record of an answer that the item does not have", async () => {
    const attempt = asTheApplication(
      `with item as (select * from campaign_item where campaign_id = '${campaignId}' and subject_kind = 'tool') ${record()}`,
    );
    await expect(attempt).rejects.toMatchObject(refusedBy(/on record differ/));
  });

  it.each<[string, Kind, string, Record<string, string>, RegExp]>([
    [
      "by somebody else",
      "tool",
      "",
      { decided_by_id: "(select id from users where id <> reviewer_id limit 1)" },
      /Somebody else reviews/,
    ],
    ["of high risk that was not opened", "tool", "", {}, /Open it before/],
    ["of high risk whose opening is made up", "tool", "", { opened_at: "now()" }, /was not opened/],
    [
      "in bulk beyond low risk",
      "tool",
      "",
      { in_bulk: "true", batch_id: "uuidv7()" },
      /low risk is answered together/,
    ],
  ])("takes no answer %s, not even whole", async (_name, kind, _set, parts, words) => {
    const by = parts.decided_by_id ?? "reviewer_id";
    const set = `decision = 'keep', reason = 'Mine.', decided_by_id = ${by}, decided_at = now()`;
    await expect(forge(kind, set, { ...parts, decided_by_id: "decided_by_id" })).rejects.toMatchObject(
      refusedBy(words),
    );
  });

  it("takes no revocation without a reason", async () => {
    const set = "decision = 'revoke', decided_by_id = reviewer_id, decided_at = now()";
    const attempt = forge("credential", set, { decision: "'revoke'", reason: "null" });
    await expect(attempt).rejects.toMatchObject(refusedBy(/needs a reason/));
  });

  it("opens nothing again that nobody took back", async () => {
    await answer("credential", { decision: "keep" });
    const attempt = asTheApplication(
      `update campaign_item set decision = 'undecided', decided_by_id = null, decided_at = null where campaign_id = '${campaignId}' and decision = 'keep'`,
    );
    await expect(attempt).rejects.toMatchObject(refusedBy(/on record differ/));
  });

  it("lets an answer neither be changed nor removed", async () => {
    await answer("credential", { decision: "keep" });
    await expect(asTheApplication("update campaign_answer set reason = 'Other'")).rejects.toThrow(
      /permission denied/,
    );
    await expect(asTheApplication("delete from campaign_answer")).rejects.toThrow(/permission denied/);
    await expect(asTheApplication("update campaign_opening set opened_at = now()")).rejects.toThrow(
      /permission denied/,
    );
  });
});
