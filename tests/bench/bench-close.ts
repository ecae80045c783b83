import type { Client } from "pg";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { moveClosingOn } from "#lib/jobs/close-reviews.ts";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { newId } from "#lib/kernel/id.ts";
import { campaignDefinition } from "#lib/reviews/campaign-definition.ts";
import { CLOSE_CHUNK } from "#lib/reviews/closing.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { closeCampaign } from "#lib/reviews/commands/close-campaign.ts";
import { defineCampaign } from "#lib/reviews/commands/define-campaign.ts";
import { runCampaign } from "#lib/reviews/commands/run-campaign.ts";
import { stageCampaign } from "#lib/reviews/commands/stage-campaign.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { confirmClose } from "#tests/factories/close-review.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { anAdmin } from "./bench-reviews.ts";
import { GRANTS_OWNER, layGrants } from "./lay-grants.ts";
import { type BenchOptions, interleave, type Load, loadOf } from "./measure.ts";
import { printLoads } from "./print-table.ts";

/** Nobody answers, so everything is removed, which takes two. */
const DEFINITION = campaignDefinition.parse({
  format: 1,
  name: "Nothing is answered",
  scope: {},
  subjects: ["access", "scope", "tool"],
  stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
  fallback: { kind: "person", userId: GRANTS_OWNER },
  noResponse: { low: "revoke", medium: "revoke", high: "revoke" },
});

/** A close of more is measured no better, and takes minutes. */
const REMOVALS_MAX = 100_000;

/**
 * Closing a review that removes everything: grants ended, tools disabled, each verified by what is decided then, each event
 * in the trail, evidence sealed; beside the plain updates of the same rows, a thousand at a time, in tables with the same
 * columns and indexes.
 */
export async function benchClose(database: BenchDatabase, options: BenchOptions): Promise<void> {
  const rows = Math.min(options.rows, REMOVALS_MAX);
  const organizationId = await database.newOrganization();
  const owner = await connectOwner(database.ownerUrl);
  try {
    await layGrants(owner, organizationId, Buffer.from(newId()), rows);
    await owner.query(`create table raw_grant (like grants including all);
      create table raw_tool (like tool including all)`);
    const admin = anAdmin(organizationId);
    const second = anAdmin(organizationId, await laySecond(owner, organizationId));
    const results = await interleave(options.repetitions, {
      "plain updates of the same rows": () => updatePlainly(owner, organizationId),
      "close a review": async () => {
        await putBack(owner, organizationId);
        return close(admin, second, rows);
      },
    });
    printLoads(
      `Reviews, closing with ${rows.toLocaleString("en")} removals`,
      results,
      "plain updates of the same rows",
    );
  } finally {
    await owner.end();
  }
}

async function close(admin: PersonActor, second: PersonActor, rows: number): Promise<Load> {
  const { organizationId } = admin;
  const draft = await defineCampaign(admin, { definition: DEFINITION });
  const { campaignId } = draft;
  await askToStage(admin, draft);
  await stageCampaign(systemActor(organizationId, "bench"), { campaignId });
  const { version } = await getCampaignHead(admin, { campaignId });
  await runCampaign(admin, { campaignId, version });
  const startedAt = performance.now();
  await closeCampaign(admin, { campaignId, reason: "Nothing is answered, for the bench." });
  await confirmClose(second, campaignId);
  while (!(await moveClosingOn(organizationId, campaignId)));
  const ms = performance.now() - startedAt;
  const { totals } = await getCampaignHead(admin, { campaignId });
  if (totals.applied !== rows) throw new Error(`${totals.applied} of ${rows} removals were verified`);
  return loadOf(rows, ms);
}

async function updatePlainly(owner: Client, organizationId: string): Promise<Load> {
  await owner.query("truncate raw_grant, raw_tool");
  await owner.query("insert into raw_grant select * from grants where organization_id = $1", [
    organizationId,
  ]);
  await owner.query("insert into raw_tool select * from tool where organization_id = $1", [organizationId]);
  const { rows: ids } = await owner.query<{ id: string; toolId: string | null }>(
    `select id, tool_id as "toolId" from raw_grant order by id`,
  );
  const startedAt = performance.now();
  for (let at = 0; at < ids.length; at += CLOSE_CHUNK) {
    const chunk = ids.slice(at, at + CLOSE_CHUNK);
    await owner.query("begin");
    await owner.query(
      `update raw_grant set state = 'revoked', state_reason = 'x', revoked_at = now(), version = version + 1
       where organization_id = $1 and id = any ($2::uuid[])`,
      [organizationId, chunk.map(({ id }) => id)],
    );
    await owner.query(
      `update raw_tool set state = 'disabled', state_reason = 'x', version = version + 1
       where organization_id = $1 and id = any ($2::uuid[])`,
      [organizationId, chunk.flatMap(({ toolId }) => toolId ?? [])],
    );
    await owner.query("commit");
  }
  return loadOf(ids.length, performance.now() - startedAt);
}

/** Past the guards: what the close before ended is in force again. */
async function putBack(owner: Client, organizationId: string): Promise<void> {
  await owner.query("begin");
  await owner.query("set local session_replication_role = replica");
  await owner.query(
    "update grants set state = 'active', revoked_at = null, state_reason = null where organization_id = $1",
    [organizationId],
  );
  await owner.query("update tool set state = 'enabled' where organization_id = $1", [organizationId]);
  await owner.query("commit");
  await owner.query("vacuum analyze grants, tool, campaign_item");
}

/** Another administrator, who confirms what one alone may not. */
async function laySecond(owner: Client, organizationId: string): Promise<string> {
  const id = newId();
  await owner.query(
    `insert into users (organization_id, id, email, name, is_active, created_at)
     values ($1, $2, $3, 'Second', true, now())`,
    [organizationId, id, `${id}@test.example`],
  );
  await owner.query(
    `insert into role_assignment (organization_id, user_id, role, assigned_at) values ($1, $2, 'admin', now())`,
    [organizationId, id],
  );
  return id;
}
