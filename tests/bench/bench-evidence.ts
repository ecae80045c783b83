import type { Client } from "pg";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { newId } from "#lib/kernel/id.ts";
import { campaignDefinition } from "#lib/reviews/campaign-definition.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { defineCampaign } from "#lib/reviews/commands/define-campaign.ts";
import { stageCampaign } from "#lib/reviews/commands/stage-campaign.ts";
import { EVIDENCE_PAGE } from "#lib/reviews/evidence.ts";
import type { EvidenceFile } from "#lib/reviews/evidence-input.ts";
import { exportEvidence } from "#lib/reviews/export-evidence.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { GRANTS_OWNER, layGrants } from "./lay-grants.ts";
import { type BenchOptions, interleave, type Load } from "./measure.ts";
import { printLoads, printTable } from "./print-table.ts";

const DEFINITION = campaignDefinition.parse({
  format: 1,
  name: "Everything",
  scope: {},
  subjects: ["access", "scope", "tool"],
  stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
  fallback: { kind: "person", userId: GRANTS_OWNER },
  noResponse: { low: "keep", medium: "keep", high: "revoke" },
});

/** Megabytes of the heap after the first tenth and the last one, and the largest that was seen. */
interface Memory {
  early: number;
  late: number;
  peak: number;
}

/**
 * The evidence of a whole review, written as it is sent: beside reading the very same rows plainly, as many at once. And
 * what it holds in memory meanwhile, early and late.
 */
export async function benchEvidence(database: BenchDatabase, options: BenchOptions): Promise<void> {
  const organizationId = await database.newOrganization();
  const owner = await connectOwner(database.ownerUrl);
  const memory = new Map<EvidenceFile, Memory>();
  try {
    await layGrants(owner, organizationId, Buffer.from(newId()), options.rows);
    const admin = anAdmin(organizationId);
    const draft = await defineCampaign(admin, { definition: DEFINITION });
    await askToStage(admin, draft);
    await stageCampaign(systemActor(organizationId, "bench"), { campaignId: draft.campaignId });
    const send = (format: EvidenceFile) => sendAll(admin, draft.campaignId, format, options.rows, memory);
    const results = await interleave(Math.min(options.repetitions, 3), {
      "read the same rows": () => readPlainly(owner, draft.campaignId),
      "evidence as JSON": () => send("json"),
      "evidence as CSV": () => send("csv"),
      "report as PDF": () => send("pdf"),
    });
    const items = options.rows.toLocaleString("en");
    printLoads(`Evidence of ${items} items`, results, "read the same rows");
    printTable(
      "Heap while it is written, MB",
      ["", "after a tenth", "at the end", "peak"],
      [...memory].map(([format, { early, late, peak }]) => [
        format,
        ...[early, late, peak].map((megabytes) => megabytes.toFixed(0)),
      ]),
    );
  } finally {
    await owner.end();
  }
}

async function sendAll(
  admin: PersonActor,
  campaignId: string,
  format: EvidenceFile,
  items: number,
  memory: Map<EvidenceFile, Memory>,
): Promise<Load> {
  const seen: number[] = [];
  const startedAt = performance.now();
  const { pieces } = await exportEvidence(admin, { campaignId, format });
  for await (const _piece of pieces) seen.push(process.memoryUsage().heapUsed / 1e6);
  const load = loadOf(items, performance.now() - startedAt);
  // Of a saw-tooth what counts is how high it comes.
  const tenth = Math.max(1, Math.floor(seen.length / 10));
  memory.set(format, {
    early: Math.max(...seen.slice(0, tenth)),
    late: Math.max(...seen.slice(-tenth)),
    peak: seen.reduce((most, one) => Math.max(most, one), 0),
  });
  return load;
}

async function readPlainly(owner: Client, campaignId: string): Promise<Load> {
  const startedAt = performance.now();
  let count = 0;
  let after = 0;
  for (;;) {
    const { rows } = await owner.query<{ position: number }>(
      "select * from campaign_item where campaign_id = $1 and position > $2 order by position limit $3",
      [campaignId, after, EVIDENCE_PAGE],
    );
    const last = rows.at(-1);
    if (last === undefined) return loadOf(count, performance.now() - startedAt);
    count += rows.length;
    after = last.position;
  }
}

/** Items each second; the latencies are of the whole. */
function loadOf(items: number, ms: number): Load {
  return { perSecond: (items / ms) * 1_000, p50: ms, p95: ms, p99: ms };
}

function anAdmin(organizationId: string): PersonActor {
  return {
    kind: "person",
    organizationId,
    organizationName: "Bench",
    userId: GRANTS_OWNER,
    sessionId: newId(),
    email: "bench@test.example",
    name: "Bench",
    roles: ["admin", "member"],
    authenticatedAt: new Date(),
  };
}
