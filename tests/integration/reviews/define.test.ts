import "#tests/setup/use-test-database.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { changeCampaign } from "#lib/reviews/commands/change-campaign.ts";
import { defineCampaign } from "#lib/reviews/commands/define-campaign.ts";
import { stageCampaign } from "#lib/reviews/commands/stage-campaign.ts";
import { sweeps, tasks } from "#lib/reviews/jobs.ts";
import { countScope } from "#lib/reviews/queries/count-scope.ts";
import { getCampaignBeforeRun } from "#lib/reviews/queries/get-campaign-before-run.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { listServerNames } from "#lib/reviews/queries/list-server-names.ts";
import { STAGE_TASK } from "#lib/reviews/staging.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

const GONE = "01900000-0000-7000-8000-000000000000";
const SUBJECTS = ["server", "access", "credential", "scope", "tool"] as const;

beforeAll(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
  await newGovernedServer(org, "development", "test-desk");
  await addCredential(org.admin, {
    serverId: server.serverId,
    name: "DESK_TOKEN",
    kind: "static_bearer",
    keptIn: "environment",
  } as never);
});

async function frozen(scope: object) {
  const { campaignId, version } = await defineCampaign(org.admin, {
    definition: {
      format: 1,
      name: "Counted",
      scope,
      subjects: [...SUBJECTS],
      stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
      fallback: { kind: "role", role: "admin" },
      noResponse: { low: "keep", medium: "keep", high: "keep" },
    },
  });
  await askToStage(org.admin, { campaignId, version });
  await stageCampaign(systemActor(org.organizationId, "staging"), { campaignId });
  const rows = await inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.groupBy({ by: ["subjectKind"], where: { campaignId }, _count: true }),
  );
  return Object.fromEntries(rows.map(({ subjectKind, _count }) => [subjectKind, _count]));
}

describe("what a scope would find", () => {
  it.each([
    ["everything", {}],
    ["a filter", { servers: { environment: ["production" as const] } }],
    ["what is granted lately", { grantedWithinDays: 7 }],
    ["what is not used", { unusedForDays: 30 }],
  ])("is what staging then freezes: %s", async (_what, scope) => {
    const { things } = await countScope(org.admin, { scope, subjects: [...SUBJECTS] });
    const counted = Object.fromEntries(
      Object.entries(things ?? {}).flatMap(([kind, { count }]) => (count === 0 ? [] : [[kind, count]])),
    );
    expect(counted).toEqual(await frozen(scope));
  });

  it("is counted for named servers, of what is asked about only", async () => {
    const scope = { serverIds: [server.serverId] };
    const { servers, things } = await countScope(org.admin, { scope, subjects: ["tool"] });
    expect(servers).toEqual({ count: 1, isCapped: false });
    expect(things?.tool.count).toBe(1);
    expect(things?.access.count).toBe(0);
  });

  it("is nothing where the filter finds nothing, and no other organization's", async () => {
    const nowhere = { servers: { environment: ["staging" as const] } };
    const none = await countScope(org.admin, { scope: nowhere, subjects: ["server"] });
    expect(none.servers.count).toBe(0);
    const other = await newOrganization();
    const theirs = await countScope(other.admin, {
      scope: { serverIds: [server.serverId] },
      subjects: ["server"],
    });
    expect(theirs.servers.count).toBe(0);
    expect(await listServerNames(other.admin, { serverIds: [server.serverId] })).toEqual({});
  });

  it("is kept from whoever may not manage reviews", async () => {
    await expect(countScope(org.owner, { scope: {}, subjects: ["tool"] })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("before it runs", () => {
  const definition = (parts: object) =>
    ({
      format: 1,
      name: "Looked at first",
      scope: {},
      subjects: ["server", "access"],
      stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
      fallback: { kind: "role", role: "admin" },
      noResponse: { low: "keep", medium: "keep", high: "revoke" },
      ...parts,
    }) as never;
  const lookAt = (campaignId: string) => getCampaignBeforeRun(org.admin, { campaignId });

  it("says what is wrong with whom it names, and is staged all the same", async () => {
    const { campaignId } = await defineCampaign(org.admin, {
      definition: definition({
        scope: { serverIds: [GONE] },
        stages: [
          { name: "Group", reviewers: [{ kind: "group", groupId: GONE }], days: 3, takes: "kept" },
          { name: "Person", reviewers: [{ kind: "person", userId: GONE }], days: 3 },
        ],
        fallback: { kind: "person", userId: org.auditor.userId },
        signerId: org.auditor.userId,
      }),
    });
    const { problems, allowed } = await lookAt(campaignId);
    expect(problems.map(({ at }) => at)).toEqual([
      "scope.serverIds",
      "stages.0.takes",
      "stages.0.reviewers",
      "stages.1.reviewers",
      "fallback",
      "signerId",
    ]);
    expect(allowed.stage).toBe(true);
  });

  it("tells how many items are expected while they are gathered, and nothing can be done meanwhile", async () => {
    const { campaignId, version } = await defineCampaign(org.admin, { definition: definition({}) });
    await askToStage(org.admin, { campaignId, version });
    const { staging, allowed } = await lookAt(campaignId);
    expect(staging).toMatchObject({ written: 0, expected: 3 });
    expect(Object.values(allowed).every((one) => one !== true)).toBe(true);
  });

  it("tells who would review how much, what silence would end, and lets it be started", async () => {
    const { campaignId, version } = await defineCampaign(org.admin, { definition: definition({}) });
    await askToStage(org.admin, { campaignId, version });
    await stageCampaign(systemActor(org.organizationId, "staging"), { campaignId });
    const seen = await lookAt(campaignId);
    expect(seen.reviewers).toMatchObject([
      { id: org.owner.userId, items: 3, highRisk: 3, hasTooMany: false },
    ]);
    expect(seen.loads).toMatchObject({ reviewers: 1, withTooMany: 0, unassigned: 0 });
    expect(seen.endsInSilence).toBe(3);
    expect(seen.summary?.servers).toBe(2);
    expect(seen.allowed).toMatchObject({ start: true, unstage: true, discard: true });
    expect(seen.allowed.change).toMatch(/frozen/);
    const forMember = await getCampaignBeforeRun(org.member, { campaignId });
    expect(forMember.allowed.start).toMatch(/Only people with the role admin/);
  });

  it("keeps why it could not be staged in sight until it is changed or asked for again", async () => {
    const { campaignId, version } = await defineCampaign(org.admin, {
      definition: definition({ scope: { servers: { environment: ["staging"] } } }),
    });
    await askToStage(org.admin, { campaignId, version });
    await tasks[STAGE_TASK]?.({ organizationId: org.organizationId, campaignId });
    const failed = await lookAt(campaignId);
    expect(failed.failure).toMatch(/nothing to review/);
    expect(failed.allowed.change).toBe(true);
    const { version: now } = await getCampaignHead(org.admin, { campaignId });
    await changeCampaign(org.admin, { campaignId, version: now, definition: definition({}) });
    expect((await lookAt(campaignId)).failure).toBeNull();
  });

  it("keeps no credential that somebody pastes into its purpose", async () => {
    const secret = `ghp_${"a1B2c3D4e5F6".repeat(3)}`;
    const pasted = defineCampaign(org.admin, { definition: definition({ purpose: `Uses ${secret}` }) });
    await expect(pasted).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("the day on which a review starts by itself", () => {
  const sweep = () => sweeps.find(({ name }) => name === "due-starts")?.run(org.organizationId);
  const stateOf = async (campaignId: string) => (await getCampaignHead(org.admin, { campaignId })).state;

  async function stagedFor(startsOn: string | null) {
    const { campaignId, version } = await defineCampaign(org.admin, {
      definition: {
        format: 1,
        name: "By itself",
        scope: {},
        subjects: ["server"],
        stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
        fallback: { kind: "role", role: "admin" },
        noResponse: { low: "keep", medium: "keep", high: "keep" },
        startsOn,
      },
    });
    await askToStage(org.admin, { campaignId, version });
    await stageCampaign(systemActor(org.organizationId, "staging"), { campaignId });
    return campaignId;
  }

  it("starts it once, when the day has come, and leaves what has no day or a later one", async () => {
    const today = new Date().toISOString().slice(0, 10);
    const due = await stagedFor(today);
    const later = await stagedFor("2999-01-01");
    const byHand = await stagedFor(null);
    await sweep();
    await sweep();
    expect(await Promise.all([due, later, byHand].map(stateOf))).toEqual(["running", "staged", "staged"]);
    const started = await trail(org.organizationId, ["campaign.started"]);
    expect(started.filter(({ subject }) => subject.id === due)).toHaveLength(1);
  });
});
