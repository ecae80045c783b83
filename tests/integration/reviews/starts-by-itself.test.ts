import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { addHours } from "date-fns/addHours";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { defineCampaign } from "#lib/reviews/commands/define-campaign.ts";
import { unstageCampaign } from "#lib/reviews/commands/unstage-campaign.ts";
import { reactions, sweeps, tasks } from "#lib/reviews/jobs.ts";
import { getCampaignBeforeRun } from "#lib/reviews/queries/get-campaign-before-run.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { STAGE_TASK } from "#lib/reviews/staging.ts";
import { enableRefund, newGovernedServer, trail } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

const START = new Date();
let org: TestOrganization;

beforeEach(async () => {
  org = await newOrganization();
  await enableRefund(org, await newGovernedServer(org));
});
afterEach(() => setClock(() => new Date()));

const at = (moment: Date) => setClock(() => moment);
const today = START.toISOString().slice(0, 10);
const tomorrow = addDays(START, 1).toISOString().slice(0, 10);

const define = (parts: object) =>
  defineCampaign(org.admin, {
    definition: {
      format: 1,
      name: "By itself",
      scope: {},
      subjects: ["server"],
      stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
      fallback: { kind: "role", role: "admin" },
      noResponse: { low: "keep", medium: "keep", high: "keep" },
      ...parts,
    } as never,
  });

const head = (campaignId: string) => getCampaignHead(org.admin, { campaignId });
const look = (campaignId: string) => getCampaignBeforeRun(org.admin, { campaignId });
const sweep = () => sweeps.find(({ name }) => name === "due-starts")?.run(org.organizationId);
const notStarted = () => trail(org.organizationId, ["campaign.not_started"]);

/** The worker's part: what was asked for is gathered, and the room is told. */
async function gather(campaignId: string) {
  await tasks[STAGE_TASK]?.({ organizationId: org.organizationId, campaignId });
  const event = {
    type: "campaign.staged",
    subject: { kind: "campaign", id: campaignId, name: "" },
    detail: {},
  };
  await reactions["campaign.staged"]?.({ organizationId: org.organizationId, event: event as never });
}

async function staged(parts: object) {
  const draft = await define(parts);
  await askToStage(org.admin, draft);
  await gather(draft.campaignId);
  return draft.campaignId;
}

/** Whose fallback is a person who has left: nobody answers for the server, whose owner has left too. */
async function withNobody(startsOn: string) {
  const gone = await newPerson(org.organizationId, "Gone", ["member"]);
  await inTenant(org.organizationId, "write", (tx) =>
    tx.user.updateMany({ where: { id: { in: [org.owner.userId, gone.userId] } }, data: { isActive: false } }),
  );
  return staged({ startsOn, fallback: { kind: "person", userId: gone.userId } });
}

describe("a review that starts on its day", () => {
  it("is started by Steward, which says who defined it", async () => {
    const campaignId = await staged({ startsOn: tomorrow });
    at(addDays(START, 1));
    await sweep();
    expect(await head(campaignId)).toMatchObject({
      state: "running",
      startedBy: null,
      createdBy: { id: org.admin.userId },
    });
    const started = await inTenant(org.organizationId, "read", (tx) =>
      tx.auditEvent.findFirst({ where: { type: "campaign.started" } }),
    );
    expect(started).toMatchObject({ actorKind: "system", detail: { definedById: org.admin.userId } });
  });

  it("starts as soon as it is staged where its day has come before that", async () => {
    const campaignId = await staged({ startsOn: today });
    expect((await head(campaignId)).state).toBe("running");
    const [event] = await trail(org.organizationId, ["campaign.staged"]);
    expect(event?.detail.notify).toBeUndefined();
  });

  it("that cannot start tells its author and the administrators why, once, and says so itself", async () => {
    const second = await newPerson(org.organizationId, "Second", ["admin"]);
    const campaignId = await withNobody(tomorrow);
    expect((await look(campaignId)).notStarted).toBeNull();
    at(addDays(START, 1));
    await sweep();
    await sweep();
    const [event, ...more] = await notStarted();
    expect(more).toEqual([]);
    expect(event?.detail).toMatchObject({ reason: expect.stringMatching(/^Nobody could answer/) });
    expect(event?.detail.notify).toEqual(expect.arrayContaining([org.admin.userId, second.userId]));
    expect((await look(campaignId)).notStarted).toMatch(/^Nobody could answer/);
  });

  it("is gathered anew a day later, and starts when somebody can answer by then", async () => {
    const campaignId = await withNobody(today);
    at(addHours(START, 23));
    await sweep();
    expect((await head(campaignId)).state).toBe("staged");
    at(addHours(START, 25));
    await sweep();
    await gather(campaignId);
    expect((await head(campaignId)).state).toBe("staged");
    expect(await notStarted()).toHaveLength(1);
    await inTenant(org.organizationId, "write", (tx) =>
      tx.user.updateMany({ where: { id: org.owner.userId }, data: { isActive: true } }),
    );
    at(addHours(START, 50));
    await sweep();
    await gather(campaignId);
    expect((await head(campaignId)).state).toBe("running");
    expect(await notStarted()).toHaveLength(1);
  });

  it("is not gathered under the hands of whoever took it back", async () => {
    const campaignId = await withNobody(today);
    const { version } = await head(campaignId);
    await unstageCampaign(org.admin, { campaignId, version });
    at(addDays(START, 3));
    await sweep();
    await sweep();
    expect((await head(campaignId)).state).toBe("draft");
    expect((await look(campaignId)).staging).toBeNull();
  });

  it("is told of where nobody staged it, and starts once somebody does", async () => {
    const draft = await define({ startsOn: today });
    await sweep();
    await sweep();
    const [event, ...more] = await notStarted();
    expect(more).toEqual([]);
    expect(event?.detail.reason).toBe("Nobody has staged it.");
    const { version } = await head(draft.campaignId);
    await askToStage(org.admin, { campaignId: draft.campaignId, version });
    await gather(draft.campaignId);
    expect((await head(draft.campaignId)).state).toBe("running");
  });

  it("is told of once where its scope has become empty, and goes on being tried", async () => {
    const campaignId = await withNobody(today);
    await inTenant(org.organizationId, "write", (tx) =>
      tx.server.updateMany({ data: { state: "discovered" } }),
    );
    for (const hours of [25, 50]) {
      at(addHours(START, hours));
      await sweep();
      await gather(campaignId);
      expect((await head(campaignId)).state).toBe("draft");
    }
    const told = await trail(org.organizationId, ["campaign.not_staged"]);
    expect(told.map(({ detail }) => Array.isArray(detail.notify))).toEqual([true, false]);
    expect((await look(campaignId)).notStarted).toMatch(/nothing to review/);
  });

  it("does not start before its day, whoever writes it without a name", async () => {
    const campaignId = await staged({ startsOn: tomorrow });
    const forge = inTenant(org.organizationId, "write", (tx) =>
      tx.campaign.updateMany({
        where: { id: campaignId },
        data: {
          state: "running",
          startedAt: START,
          dueAt: addDays(START, 14),
          stageEndsAt: addDays(START, 14),
        },
      }),
    );
    await expect(forge).rejects.toMatchObject({ code: "refused" });
  });
});
