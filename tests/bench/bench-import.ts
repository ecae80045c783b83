import type { Client } from "pg";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import type { BenchDatabase } from "./bench-database.ts";
import type { ImportRun } from "./import-process.ts";
import { layToken } from "./lay-token.ts";
import type { BenchOptions } from "./measure.ts";
import { printTable, rate, times } from "./print-table.ts";
import { startImportProcess } from "./start-load-client.ts";

const TABLES = ["candidate", "sighting", "candidate_secret"];

/**
 * A long list of servers through the whole path: read, searched for secrets, merged and written, batch by batch, in a
 * process of its own. Beside it, a plain `insert ... select` of the very rows it left into identically indexed tables.
 * Then what the process held along the way.
 */
export async function benchImport(database: BenchDatabase, { rows }: BenchOptions): Promise<void> {
  const organizationId = await database.newOrganization();
  const importing = await startImportProcess();
  const run = await importing
    .run({ organizationId, tokenId: await layToken(database.ownerUrl, organizationId), lines: rows })
    .finally(() => importing.stop());
  if (run.unread > 0) throw new Error(`${run.unread} lines of the bench's own could not be read`);
  const owner = await connectOwner(database.ownerUrl);
  try {
    const plainSeconds = await insertPlain(owner, organizationId);
    printRates(run, plainSeconds);
  } finally {
    await owner.end();
  }
  printTable(
    "Memory while they stream in, megabytes",
    ["lines", "process", "heap after a collection"],
    run.samples.map(({ lines, rss, heap }) => [rate(lines), rss.toFixed(0), heap.toFixed(0)]),
  );
}

/** Seconds; the tables come and go with it. */
async function insertPlain(owner: Client, organizationId: string): Promise<number> {
  for (const table of TABLES) await owner.query(`create table raw_${table} (like ${table} including all)`);
  const startedAt = performance.now();
  for (const table of TABLES) {
    await owner.query(`insert into raw_${table} select * from ${table} where organization_id = $1`, [
      organizationId,
    ]);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const table of TABLES) await owner.query(`drop table raw_${table}`);
  return seconds;
}

function printRates({ servers, secrets, seconds }: ImportRun, plainSeconds: number): void {
  printTable(
    `Import of ${rate(servers)} servers with ${rate(secrets)} secrets`,
    ["", "seconds", "servers per second", "times plain"],
    [
      [
        "plain insert ... select of the same rows",
        plainSeconds.toFixed(1),
        rate(servers / plainSeconds),
        "baseline",
      ],
      ["the whole path", seconds.toFixed(1), rate(servers / seconds), times(seconds / plainSeconds)],
    ],
  );
}
