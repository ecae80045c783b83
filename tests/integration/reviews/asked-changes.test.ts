import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { answerAskedChange } from "#lib/reviews/commands/answer-asked-change.ts";
import { listAskedChanges } from "#lib/reviews/queries/list-asked-changes.ts";
import { tellOfLateChanges } from "#lib/reviews/stage-jobs.ts";
import { approve, askFor } from "#tests/factories/carried-on.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { answerItem, GOES_ON } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

const WORDS = "Give each team a token of its own.";
let org: TestOrganization;
let server: GovernedServer;
let campaignId: string;
let asker: PersonActor;

/** A server of which the token is to be changed in words, and a wildcard scope to a narrow one. */
beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org, "development");
  await enableRefund(org, server);
  const wide = { name: "tickets:*", system: "Desk", breadth: "wildcard" as const };
  asker = await newPerson(org.organizationId, "Asker", ["admin", "member"]);
  const { requestId } = await askFor(asker, server.serverId, { newScopes: [wide] }, 60);
  await approve(org.approver, requestId);
  ({ campaignId } = await runningReview(org));
  await answer("server", {
    decision: "change",
    reason: "One for all.",
    change: { words: WORDS },
    answers: GOES_ON,
  });
  await answer("scope", { decision: "change", reason: "Too wide.", change: { breadth: "narrow" } });
  await answer("tool", { decision: "change", reason: "Soon over.", change: { days: 20 } });
});

type Given = Omit<Parameters<typeof answerItem>[1], "itemId" | "version">;

async function answer(kind: string, given: Given) {
  const item = await inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findFirstOrThrow({ where: { campaignId, subjectKind: kind as "server" } }),
  );
  await answerItem(org.owner, { itemId: item.id, version: item.version, ...given });
}

const listed = async (state?: "open" | "over") =>
  (await listAskedChanges(org.owner, { campaignId, state })).items;

const asked = async (kind: string) => {
  const found = (await listed()).find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`nothing is asked of a ${kind}`);
  return { campaignId, itemId: found.itemId };
};

async function inDays<T>(days: number, run: () => Promise<T>): Promise<T> {
  const restore = setClock(() => new Date(Date.now() + days * 86_400_000));
  try {
    return await run();
  } finally {
    restore();
  }
}

const raw = (statement: string) =>
  inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));

describe("what a review asks to be changed and Steward cannot change", () => {
  it("is asked of whoever answers for the server as the review closes, and nothing else is", async () => {
    expect(await listed()).toEqual([]);
    await closeReview(org.admin, { campaignId });
    const open = await listed("open");
    expect(open.map(({ kind, change, askedBy }) => [kind, change, askedBy?.id])).toEqual(
      expect.arrayContaining([
        ["server", { words: WORDS }, org.owner.userId],
        ["scope", { breadth: "narrow" }, org.owner.userId],
      ]),
    );
    expect(open).toHaveLength(2);
    const told = await trail(org.organizationId, ["campaign.change_asked"]);
    const of = (isNarrower: boolean) => told.find(({ detail }) => "breadth" in detail === isNarrower)?.detail;
    expect(of(false)).toMatchObject({ changes: 1, href: `/servers/${server.slug}#changes` });
    expect(of(false)?.notify).toEqual(expect.arrayContaining([org.owner.userId, org.admin.userId]));
    // Who asked for the broad scope is told too, and comes to a form that is filled in.
    expect(of(true)?.notify).toEqual(expect.arrayContaining([org.owner.userId, asker.userId]));
    expect(of(true)?.href).toBe(
      `/servers/${server.slug}/request/scopes?instead=tickets%3A*&breadth=narrow&system=Desk`,
    );
  });

  it("gives a narrower scope as long as the broad one has, and words a month", async () => {
    await closeReview(org.admin, { campaignId });
    const days = (await listed()).map(({ kind, dueAt }) => [
      kind,
      Math.round((Date.parse(dueAt) - Date.now()) / 86_400_000),
    ]);
    expect(Object.fromEntries(days)).toEqual({ server: 30, scope: 14 });
    await inDays(15, async () => {
      expect((await listed("open")).map(({ kind }) => kind)).toEqual(["server"]);
    });
  });

  it("waits until it is done, or declined for a reason, and then for nobody", async () => {
    await closeReview(org.admin, { campaignId });
    const [words, scope] = [await asked("server"), await asked("scope")];
    await expect(answerAskedChange(org.admin, { ...scope, answer: "declined" })).rejects.toMatchObject({
      code: "invalid",
    });
    await answerAskedChange(org.admin, { ...words, answer: "done", note: "Three tokens now." });
    await answerAskedChange(org.owner, { ...scope, answer: "declined", note: "It may end." });
    expect(await listed("open")).toEqual([]);
    expect(await listAskedChanges(org.owner, { campaignId })).toMatchObject({
      counts: { open: 0, done: 1, declined: 1, all: 2 },
    });
    const [done] = await trail(org.organizationId, ["campaign.change_done"]);
    expect(done?.detail).toMatchObject({ note: "Three tokens now.", notify: [org.owner.userId] });
    await expect(answerAskedChange(org.owner, { ...words, answer: "done" })).rejects.toMatchObject({
      code: "refused",
    });
  });

  it("is nobody else's to answer, by the rules and by the database", async () => {
    await closeReview(org.admin, { campaignId });
    const words = await asked("server");
    await expect(answerAskedChange(org.member, { ...words, answer: "done" })).rejects.toMatchObject({
      code: "refused",
    });
    const at = `state = 'done', answered_at = now()`;
    await expect(
      raw(`update campaign_change set ${at}, answered_by_id = '${org.member.userId}'`),
    ).rejects.toThrow(/answers for the server/);
    await expect(raw(`update campaign_change set due_at = now()`)).rejects.toThrow(/permission denied/);
    await expect(raw("delete from campaign_change")).rejects.toThrow(/permission denied/);
    await raw(`update campaign_change set ${at}, answered_by_id = '${org.owner.userId}'`);
    await expect(raw("update campaign_change set note = 'Otherwise.'")).rejects.toThrow(/answered this/);
  });

  it("is asked by no other hand", async () => {
    const insert = `insert into campaign_change (organization_id, item_id, campaign_id, server_id, due_at)
      select organization_id, id, campaign_id, server_id, now() from campaign_item where campaign_id = '${campaignId}'`;
    await expect(raw(insert)).rejects.toThrow(/No review asks/);
    await closeReview(org.admin, { campaignId });
    await expect(raw(`${insert} and subject_kind = 'access'`)).rejects.toThrow(/No review asks/);
  });

  it("is told once more when it is late, to whoever answers then", async () => {
    await closeReview(org.admin, { campaignId });
    const late = () => trail(org.organizationId, ["campaign.change_overdue"]);
    await tellOfLateChanges(org.organizationId);
    expect(await late()).toEqual([]);
    await inDays(31, async () => {
      await tellOfLateChanges(org.organizationId);
      await tellOfLateChanges(org.organizationId);
    });
    expect((await late()).map(({ detail }) => detail.changes)).toEqual([1]);
  });
});
