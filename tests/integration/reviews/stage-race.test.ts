import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { afterEach, beforeEach, expect, it } from "vitest";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { decideItem } from "#lib/reviews/commands/decide-item.ts";
import { decideItems } from "#lib/reviews/commands/decide-items.ts";
import { endStage } from "#lib/reviews/commands/end-stage.ts";
import { openItem } from "#lib/reviews/commands/open-item.ts";
import { saveStage } from "#lib/reviews/stage-store.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { runningReview } from "#tests/factories/running-review.ts";

const NAMES = ["A", "B", "C", "D"];
let org: TestOrganization;
let campaignId: string;

/** Four credentials of low risk wait in the first of two stages, whose time is over. */
beforeEach(async () => {
  org = await newOrganization();
  const { serverId } = await registerServer(org.admin, {
    name: "Notes",
    purpose: "Keeps notes",
    environment: "development",
    criticality: "low",
    team: "Support",
    transport: "stdio",
    command: "notes",
    args: [],
    dataClasses: [],
    ownerId: org.owner.userId,
    backupOwnerId: org.admin.userId,
  });
  const expiresAt = addDays(new Date(), 90).toISOString();
  for (const name of NAMES) {
    const given = { serverId, name, kind: "oauth_client", keptIn: "platform", expiresAt };
    await addCredential(org.admin, given as never);
  }
  const stages = [
    { name: "Owners", reviewers: [{ kind: "owner" }], days: 3 },
    { name: "Administrators", reviewers: [{ kind: "role", role: "admin" }], days: 5 },
  ];
  ({ campaignId } = await runningReview(org, { subjects: ["credential"], stages }));
  const late = addDays(new Date(), 4);
  setClock(() => late);
});
afterEach(() => setClock(() => new Date()));

const keepAll = (count = NAMES.length) =>
  decideItems(org.owner, { campaignId, decision: "keep", count, reason: "Used every day." });
const end = () => endStage(systemActor(org.organizationId, "test"), { campaignId, stage: 1 });
const read = <T>(work: Parameters<typeof inTenant<T>>[2]) => inTenant<T>(org.organizationId, "read", work);
const items = () =>
  read((tx) => tx.campaignItem.findMany({ where: { campaignId }, orderBy: { position: "asc" } }));
const answers = () => read((tx) => tx.campaignAnswer.findMany({ where: { campaignId } }));

/** Whoever was first: the answers are whole and of their stage, and what is counted is what there is. */
async function expectWhole(answered: number) {
  const found = await items();
  expect(found.map(({ stage, decision }) => [stage, decision])).toEqual(NAMES.map(() => [2, "undecided"]));
  expect(found.filter(({ standing }) => standing === "keep")).toHaveLength(answered);
  const given = await answers();
  expect(given.map(({ stage }) => stage)).toEqual(Array.from({ length: answered }, () => 1));
  const tally = await read((tx) => tx.campaignTally.findMany({ where: { campaignId, count: { gt: 0 } } }));
  expect(tally.reduce((sum, { count }) => sum + Number(count), 0)).toBe(NAMES.length);
  expect(tally.every(({ stage, decision }) => stage === 2 && decision === "undecided")).toBe(true);
}

it.each([1, 2, 3])("answering together while the stage ends is whole or not at all (%i)", async () => {
  const [answered, ended] = await Promise.allSettled([keepAll(), end()]);
  expect(ended.status).toBe("fulfilled");
  if (answered.status === "rejected") expect(answered.reason).toMatchObject({ code: "conflict" });
  await expectWhole(answered.status === "fulfilled" ? NAMES.length : 0);
});

it.each([1, 2, 3])("one answer while the stage ends is in its stage or not at all (%i)", async () => {
  const [first] = await items();
  if (first === undefined) throw new Error("four items");
  await openItem(org.owner, { itemId: first.id });
  const one = { itemId: first.id, version: first.version, decision: "keep", reason: "Used." } as const;
  const [answered, ended] = await Promise.allSettled([decideItem(org.owner, one), end()]);
  expect(ended.status).toBe("fulfilled");
  await expectWhole(answered.status === "fulfilled" ? 1 : 0);
});

it("two windows that answer the same together give one answer to each", async () => {
  const both = await Promise.allSettled([keepAll(), keepAll()]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  expect(await answers()).toHaveLength(NAMES.length);
});

it("what is still on its way to the next stage is answered by nobody together", async () => {
  const late = addDays(new Date(), 4);
  await inTenant(org.organizationId, "write", async (tx) => {
    const campaign = await tx.campaign.findFirstOrThrow({ where: { id: campaignId } });
    const endsAt = addDays(late, 5);
    expect(await saveStage(tx, org.organizationId, campaign, { stage: 2, endsAt, dueAt: endsAt }, late)).toBe(
      true,
    );
  });
  await expect(keepAll()).rejects.toMatchObject({ code: "conflict" });
  expect(await answers()).toEqual([]);
});
