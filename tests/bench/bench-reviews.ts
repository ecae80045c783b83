import type { Client } from "pg";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { newId } from "#lib/kernel/id.ts";
import { campaignDefinition } from "#lib/reviews/campaign-definition.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { defineCampaign } from "#lib/reviews/commands/define-campaign.ts";
import { discardCampaign } from "#lib/reviews/commands/discard-campaign.ts";
import { stageCampaign } from "#lib/reviews/commands/stage-campaign.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { GRANTS_OWNER, layGrants } from "./lay-grants.ts";
import { type BenchOptions, interleave, type Load, loadOf } from "./measure.ts";
import { printLoads } from "./print-table.ts";

const DEFINITION = campaignDefinition.parse({
  format: 1,
  name: "Everything",
  scope: {},
  subjects: ["access", "scope", "tool"],
  stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
  fallback: { kind: "person", userId: GRANTS_OWNER },
  noResponse: { low: "keep", medium: "keep", high: "revoke" },
});

/**
 * Freezing the population of a review, one item for each grant, beside the plain `insert ... select` of the very same
 * rows into a table with the same columns and indexes. Neither has rows of theirs, and the
 * indexes of both are new, when it begins.
 */
export async function benchReviews(database: BenchDatabase, options: BenchOptions): Promise<void> {
  const organizationId = await database.newOrganization();
  const owner = await connectOwner(database.ownerUrl);
  try {
    await layGrants(owner, organizationId, Buffer.from(newId()), options.rows);
    const admin = anAdmin(organizationId);
    await owner.query("drop table if exists frozen_item, raw_item");
    await owner.query(
      "create table frozen_item (like campaign_item); create table raw_item (like campaign_item including all)",
    );
    await stage(admin, (campaignId) =>
      owner.query("insert into frozen_item select * from campaign_item where campaign_id = $1", [campaignId]),
    );
    const results = await interleave(options.repetitions, {
      "insert ... select of the same rows": () => insertAgain(owner, options.rows),
      "stage a review": async () => {
        await owner.query("vacuum campaign_item");
        await owner.query("reindex table campaign_item");
        return stage(admin);
      },
    });
    printLoads(
      `Reviews, staging ${options.rows.toLocaleString("en")} items`,
      results,
      "insert ... select of the same rows",
    );
  } finally {
    await owner.end();
  }
}

/** Stages everything, and gives the review up again. */
async function stage(admin: PersonActor, look?: (campaignId: string) => Promise<unknown>): Promise<Load> {
  const { campaignId } = await draftOfEverything(admin);
  const startedAt = performance.now();
  const { count } = await stageCampaign(systemActor(admin.organizationId, "bench"), { campaignId });
  const load = loadOf(count, performance.now() - startedAt);
  await look?.(campaignId);
  // Defined, asked for, staged: two changes of the draft.
  await discardCampaign(admin, { campaignId, version: 3 });
  return load;
}

/** Defined, and asked to be staged. */
export async function draftOfEverything(
  admin: PersonActor,
): Promise<{ campaignId: string; version: number }> {
  const draft = await defineCampaign(admin, { definition: DEFINITION });
  await askToStage(admin, draft);
  return draft;
}

async function insertAgain(owner: Client, rows: number): Promise<Load> {
  await owner.query("truncate raw_item");
  const startedAt = performance.now();
  await owner.query("insert into raw_item select * from frozen_item");
  return loadOf(rows, performance.now() - startedAt);
}

export function anAdmin(organizationId: string, userId = GRANTS_OWNER): PersonActor {
  return {
    kind: "person",
    organizationId,
    organizationName: "Bench",
    userId,
    sessionId: newId(),
    email: "bench@test.example",
    name: "Bench",
    roles: ["admin", "member"],
    authenticatedAt: new Date(),
  };
}
