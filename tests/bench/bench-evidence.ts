import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Client } from "pg";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { newId } from "#lib/kernel/id.ts";
import { stageCampaign } from "#lib/reviews/commands/stage-campaign.ts";
import { EVIDENCE_PAGE } from "#lib/reviews/evidence.ts";
import type { EvidenceFile } from "#lib/reviews/evidence-input.ts";
import { exportEvidence } from "#lib/reviews/export-evidence.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { anAdmin, draftOfEverything } from "./bench-reviews.ts";
import { layGrants } from "./lay-grants.ts";
import { type BenchOptions, interleave, type Load, loadOf } from "./measure.ts";
import { printLoads, printTable } from "./print-table.ts";

/** Bytes of the heap after a collection, after each part that was sent; and the most of it and of the process between. */
interface Memory {
  live: number[];
  heap: number;
  rss: number;
}

/** Parts in which the heap is looked at. */
const PARTS = 10;
setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/**
 * The evidence of a whole review, written as it is sent: beside reading the very same rows plainly, as many at once. And
 * what it holds in memory meanwhile, early and late. No round is for warming up: a million items take minutes.
 */
export async function benchEvidence(database: BenchDatabase, options: BenchOptions): Promise<void> {
  const organizationId = await database.newOrganization();
  const owner = await connectOwner(database.ownerUrl);
  const memory = new Map<EvidenceFile, Memory>();
  try {
    await layGrants(owner, organizationId, Buffer.from(newId()), options.rows);
    const admin = anAdmin(organizationId);
    const draft = await draftOfEverything(admin);
    await stageCampaign(systemActor(organizationId, "bench"), { campaignId: draft.campaignId });
    const send = (format: EvidenceFile) => sendAll(admin, draft.campaignId, format, options.rows, memory);
    const results = await interleave(
      Math.min(options.repetitions, 3),
      {
        "read the same rows": () => readPlainly(owner, organizationId, draft.campaignId),
        "evidence as JSON": () => send("json"),
        "evidence as CSV": () => send("csv"),
        "report as PDF": () => send("pdf"),
      },
      { warmsUp: false },
    );
    const items = options.rows.toLocaleString("en");
    printLoads(`Evidence of ${items} items`, results, "read the same rows");
    printTable(
      "Memory while it is written, MB: the heap after a collection, and the most between",
      ["", "first part", "last part", "most of a part", "heap", "process"],
      [...memory].map(([format, { live, heap, rss }]) => [
        format,
        ...[live[0] ?? 0, live.at(-1) ?? 0, Math.max(...live), heap, rss].map((bytes) =>
          (bytes / 1e6).toFixed(0),
        ),
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
  const seen: Memory = { live: [], heap: 0, rss: 0 };
  const every = Math.max(1, Math.floor(items / EVIDENCE_PAGE / PARTS));
  collect();
  let lookedFor = 0;
  let sent = 0;
  const startedAt = performance.now();
  const { pieces } = await exportEvidence(admin, { campaignId, format });
  for await (const _piece of pieces) {
    const { heapUsed, rss } = process.memoryUsage();
    seen.heap = Math.max(seen.heap, heapUsed);
    seen.rss = Math.max(seen.rss, rss);
    sent += 1;
    if (sent % every !== 0) continue;
    const lookedAt = performance.now();
    collect();
    seen.live.push(process.memoryUsage().heapUsed);
    lookedFor += performance.now() - lookedAt;
  }
  memory.set(format, seen);
  return loadOf(items, performance.now() - startedAt - lookedFor);
}

async function readPlainly(owner: Client, organizationId: string, campaignId: string): Promise<Load> {
  const startedAt = performance.now();
  let count = 0;
  let after = 0;
  for (;;) {
    const { rows } = await owner.query<{ position: number }>(
      `select * from campaign_item where organization_id = $1 and campaign_id = $2 and position > $3
       order by position limit $4`,
      [organizationId, campaignId, after, EVIDENCE_PAGE],
    );
    const last = rows.at(-1);
    if (last === undefined) return loadOf(count, performance.now() - startedAt);
    count += rows.length;
    after = last.position;
  }
}
