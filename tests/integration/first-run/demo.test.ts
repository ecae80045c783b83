import "#tests/setup/use-test-database.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { makeFirstRun } from "#bin/first-run/make-first-run.ts";
import { countMyApprovals } from "#lib/approvals/queries/count-my-approvals.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { getAuditHead } from "#lib/audit/queries/get-audit-head.ts";
import { getTrailVerdict } from "#lib/audit/queries/get-trail-verdict.ts";
import { listAuditEvents } from "#lib/audit/queries/list-audit-events.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { operatorActor } from "#lib/identity/operator.ts";
import { countServers } from "#lib/inventory/queries/count-servers.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { getTool } from "#lib/inventory/queries/get-tool.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import { listSystems } from "#lib/inventory/queries/list-systems.ts";
import { countJobs } from "#lib/jobs/store.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { now } from "#lib/kernel/clock.ts";
import { countFindings } from "#lib/policy/queries/count-findings.ts";
import { listCampaigns } from "#lib/reviews/queries/list-campaigns.ts";
import { listMyReviewItems } from "#lib/reviews/queries/list-my-review-items.ts";

const said: string[] = [];
let auditor: PersonActor;
let admin: PersonActor;

beforeAll(async () => {
  process.env.STEWARD_DEMO = "1";
  process.env.STEWARD_LOCAL_IDENTITY = "1";
  await makeFirstRun((words) => said.push(words));
  auditor = await operatorActor("auditor@demo.example");
  admin = await operatorActor("admin@demo.example");
}, 300_000);

describe("the demonstration", () => {
  it("has about sixty servers in every state that can be reached, with its progress told", async () => {
    const { total, byState, inProduction } = await countServers(auditor, {});
    expect(total).toBeGreaterThanOrEqual(58);
    for (const count of Object.values(byState)) expect(count).toBeGreaterThan(0);
    expect(inProduction).toBeGreaterThan(20);
    expect(said.length).toBeGreaterThanOrEqual(5);
  });

  it("has findings of every severity, and candidates that wait", async () => {
    const { bySeverity } = await countFindings(auditor, {});
    expect(bySeverity).toHaveLength(4);
    for (const { severity, count } of bySeverity) expect(count, severity).toBeGreaterThan(0);
    const { counts } = await listCandidates(admin, {});
    expect(counts).toMatchObject({ dismissed: 2, registered: 5 });
    expect(counts.discovered).toBeGreaterThan(3);
  });

  it("has something for every tab of a server to show", async () => {
    for (const state of ["revoked", "retired"] as const) {
      expect((await listServers(auditor, { state: [state] })).items, state).toHaveLength(1);
    }
    const { items: reused } = await listServers(auditor, { finding: ["credential_reused"] });
    expect(reused.map(({ name }) => name)).toEqual(["Release Issues", "Release Pages"]);
    const { items: systems } = await listSystems(auditor, {});
    expect(systems.length).toBeGreaterThanOrEqual(5);
    const reachable = systems.map(({ id }) => id);
    expect((await listServers(auditor, { systemId: reachable })).items.length).toBeGreaterThanOrEqual(6);
    const slug = "github-platform";
    const { tools } = await getServer(auditor, { slug });
    const merge = tools.find(({ name }) => name === "merge_pull_request");
    expect((await getTool(auditor, { slug, toolId: merge?.id ?? "" })).versions).toHaveLength(3);
  });

  it("has requests in every state, one of them asked again after a change", async () => {
    const states = ["pending", "applied", "rejected", "withdrawn", "expired"] as const;
    for (const state of states) {
      const { items } = await listRequests(auditor, { view: "all", state });
      expect(items.length, state).toBeGreaterThan(0);
      if (state === "pending") expect(items.map((item) => item.cause)).toContain("drift");
    }
  });

  it("has running and closed reviews, and something to do for those who come to look", async () => {
    for (const state of ["running", "closed"] as const) {
      expect((await listCampaigns(auditor, { state })).items.length).toBeGreaterThan(1);
    }
    const { items: open } = await listCampaigns(auditor, { state: "running" });
    expect(open.map(({ state }) => state)).toContain("staged");
    const owner = await operatorActor("owner@demo.example");
    expect((await listMyReviewItems(owner, {})).total.count).toBeGreaterThan(0);
    for (const email of ["approver@demo.example", "approver2@demo.example"]) {
      expect(await countMyApprovals(await operatorActor(email), {})).not.toBe(0);
    }
  });

  it("leaves a whole chain in the order of time, no failed job, and the kernel's own clock", async () => {
    expect(await getTrailVerdict(auditor, {})).toMatchObject({ isWhole: true, isComplete: true });
    const { items } = await listAuditEvents(auditor, { limit: 200 });
    const times = items.map((item) => item.occurredAt);
    expect(times).toEqual(times.toSorted().reverse());
    expect(await countJobs()).toMatchObject({ waiting: 0, failed: 0 });
    expect(Math.abs(now().getTime() - Date.now())).toBeLessThan(1_000);
  });

  it("is made once: another start changes nothing", async () => {
    const before = await getAuditHead(auditor, {});
    const saidBefore = said.length;
    await makeFirstRun((words) => said.push(words));
    expect(await getAuditHead(auditor, {})).toEqual(before);
    expect(said).toHaveLength(saidBefore);
  });
});
