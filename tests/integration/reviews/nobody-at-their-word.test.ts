import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { beforeEach, describe, expect, it } from "vitest";
import { inTenant } from "#lib/kernel/db.ts";
import { changeTrigger } from "#lib/reviews/commands/change-trigger.ts";
import { defineSchedule } from "#lib/reviews/commands/define-schedule.ts";
import { openItem } from "#lib/reviews/commands/open-item.ts";
import { definitionOf, TRIGGERS } from "#lib/reviews/trigger.ts";
import { approve, askFor, grantsOf } from "#tests/factories/carried-on.ts";
import { enableRefund, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let serverId: string;

beforeEach(async () => {
  org = await newOrganization();
  const server = await newGovernedServer(org);
  ({ serverId } = server);
  await enableRefund(org, server);
});

/** As the application's role could, if no rule stood before the database. */
const sql = (statement: string) =>
  inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));
const refusedBy = (words: RegExp) => ({ code: "refused", publicMessage: expect.stringMatching(words) });

async function toolItem(parts: object = {}) {
  const { campaignId } = await runningReview(org, { subjects: ["tool"], ...parts });
  return inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findFirstOrThrow({ where: { campaignId } }),
  );
}

describe("an opening", () => {
  const open = (item: { id: string; campaignId: string }, userId: string, at = "now()", noted = "") =>
    sql(`insert into campaign_opening (organization_id, item_id, user_id, campaign_id, opened_at${noted && ", noted_at"})
      values ('${org.organizationId}', '${item.id}', '${userId}', '${item.campaignId}', ${at}${noted})`);

  it("is of whoever may answer, since the stage began", async () => {
    const item = await toolItem();
    const words = /does not wait for you/;
    await expect(open(item, org.approver.userId)).rejects.toMatchObject(refusedBy(words));
    await expect(open(item, org.owner.userId, "now() - interval '1 hour'")).rejects.toMatchObject(
      refusedBy(words),
    );
    await open(item, org.owner.userId);
  });

  it("has a moment of the database's beside the one it says", async () => {
    const item = await toolItem();
    await expect(open(item, org.owner.userId, "now()", ", now() - interval '1 hour'")).rejects.toThrow(
      /permission denied/,
    );
  });

  it("comes before the answer, and not with it", async () => {
    const item = await toolItem();
    const answer = `
      with item as (update campaign_item set decision = 'keep', reason = 'Mine.', decided_by_id = reviewer_id, decided_at = now()
        where id = '${item.id}' returning *)
      insert into campaign_answer (organization_id, id, campaign_id, item_id, stage, decision, reason, decided_by_id, decided_at, opened_at)
      select i.organization_id, uuidv7(), i.campaign_id, i.id, 1, 'keep', 'Mine.', i.reviewer_id, now(), o.opened_at
      from item i join campaign_opening o on o.item_id = i.id`;
    const together = inTenant(org.organizationId, "write", async (tx) => {
      await tx.$executeRawUnsafe(
        `insert into campaign_opening (organization_id, item_id, user_id, campaign_id, opened_at)
         values ('${org.organizationId}', '${item.id}', '${org.owner.userId}', '${item.campaignId}', now() - interval '30 seconds')`,
      );
      await tx.$executeRawUnsafe(answer);
    });
    await expect(together).rejects.toMatchObject(refusedBy(/not opened/));
    await openItem(org.owner, { itemId: item.id });
    await sql(answer);
  });
});

describe("a stage", () => {
  it("lasts as long as it was defined to, once it has begun", async () => {
    const { campaignId } = await toolItem();
    for (const change of [
      "stage_ends_at = stage_ends_at + interval '30 days'",
      "stage_ends_at = now()",
      "due_at = now()",
    ]) {
      await expect(sql(`update campaign set ${change} where id = '${campaignId}'`)).rejects.toMatchObject(
        refusedBy(/as many days as/),
      );
    }
  });

  it("begins with its days, and the next one with its own", async () => {
    const stages = [
      { name: "One", reviewers: [{ kind: "owner" }], days: 3 },
      { name: "Two", reviewers: [{ kind: "role", role: "admin" }], days: 5 },
    ];
    const { campaignId } = await toolItem({ stages });
    const next = (days: number) =>
      sql(`update campaign set stage = 2, stage_started_at = stage_ends_at,
        stage_ends_at = stage_ends_at + interval '${days} days', due_at = stage_ends_at + interval '${days} days'
        where id = '${campaignId}'`);
    await expect(next(50)).rejects.toMatchObject(refusedBy(/as many days as/));
    await next(5);
  });
});

describe("what opens by itself", () => {
  const draft = (cause: object, definition: object) =>
    inTenant(org.organizationId, "write", (tx) =>
      tx.campaign.create({
        data: {
          organizationId: org.organizationId,
          id: "00000000-0000-7000-8000-000000000001",
          name: "Made up",
          purpose: "",
          state: "draft",
          definition,
          cause,
          createdAt: new Date(),
        },
      }),
    );
  const noResponse = { low: "revoke", medium: "revoke", high: "revoke" };

  it("asks what its schedule says", async () => {
    const definition = {
      format: 1,
      name: "Weekly",
      scope: {},
      subjects: ["tool"],
      stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 3 }],
      fallback: { kind: "role", role: "admin" },
      noResponse: { low: "keep", medium: "keep", high: "keep" },
    };
    const startsOn = addDays(new Date(), 1).toISOString().slice(0, 10);
    const { scheduleId, nextAt } = await defineSchedule(org.admin, {
      definition: definition as never,
      recurrence: { rule: "FREQ=WEEKLY", startsOn, atTime: "09:00", timeZone: "UTC" },
      startsItself: true,
    });
    const kept = await inTenant(org.organizationId, "read", (tx) => tx.reviewSchedule.findFirstOrThrow());
    const cause = {
      kind: "schedule",
      scheduleId,
      name: "",
      day: startsOn,
      dueAt: nextAt,
      missed: 0,
      startsItself: true,
    };
    await expect(draft(cause, { ...(kept.definition as object), noResponse })).rejects.toMatchObject({
      code: "refused",
    });
    await draft(cause, { ...(kept.definition as object), name: "Weekly, 1 January 2027" });
  });

  it("asks as its terms say", async () => {
    const { terms } = TRIGGERS.tool_changed;
    await changeTrigger(org.admin, { kind: "tool_changed", isOn: true, terms, version: 0 });
    const asked = definitionOf("tool_changed", terms, [{ id: serverId, name: "Ticket desk" }], "Changed.");
    const cause = { kind: "tool_changed", servers: 1, happened: [], idleDays: null, startsItself: true };
    for (const graver of [
      { noResponse },
      { stages: [{ ...asked.stages[0], days: 1 }] },
      { subjects: ["server", ...asked.subjects] },
      { scope: {} },
      { brakePercent: 50 },
      { overdue: { escalateAfterDays: null, closeAfterDays: 1 } },
    ]) {
      await expect(draft(cause, { ...asked, ...graver })).rejects.toMatchObject({ code: "refused" });
    }
    await draft(cause, asked);
  });
});

it("what was carried on has not ended, whoever says so of an item", async () => {
  const item = await toolItem();
  const standing = (await grantsOf(org, serverId)).filter(({ kind }) => kind === "tool");
  const ask = { extendGrantIds: standing.map(({ id }) => id) };
  await approve(org.approver, (await askFor(org.owner, serverId, ask)).requestId);
  const settle = () =>
    sql(`update campaign_item set outcome = 'not_needed', outcome_at = now() where id = '${item.id}'`);
  await expect(settle()).rejects.toMatchObject({ code: "refused" });
});
