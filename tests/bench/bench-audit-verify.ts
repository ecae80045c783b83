import { Client } from "pg";
import { getAuditHead } from "#lib/audit/queries/get-audit-head.ts";
import { readTrail } from "#lib/audit/read-trail.ts";
import { verifyTrail } from "#lib/audit/verify-trail.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { appendStandalone } from "#lib/kernel/audit-log.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { type BenchOptions, interleave, type Load } from "./measure.ts";
import { printLoads } from "./print-table.ts";

/** Verifies a trail of `rows` events from end to end, beside reading the same rows and looking at none. */
export async function benchAuditVerify(database: BenchDatabase, options: BenchOptions): Promise<void> {
  const organizationId = await database.newOrganization();
  const actor = systemActor(organizationId, "bench");
  await fill(organizationId, options.rows);
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  const results = await interleave(options.repetitions, {
    "read only, pg": () => timed(options.rows, () => readAll(client, organizationId)),
    verify: () =>
      timed(options.rows, async () => {
        const head = await getAuditHead(actor, {});
        const verdict = await verifyTrail({ chunks: readTrail(actor, head), head });
        if (!verdict.ok) throw new Error(verdict.problem);
        return Number(head.sequence);
      }),
  });
  printLoads(
    `Audit verify, rows of a trail of ${options.rows.toLocaleString("en")} (latency of the whole)`,
    results,
    "read only, pg",
  );
  await client.end();
}

async function fill(organizationId: string, rows: number): Promise<void> {
  const actor = systemActor(organizationId, "bench");
  const chunk = 5_000;
  for (let done = 0; done < rows; done += chunk) {
    await Promise.all(
      Array.from({ length: Math.min(chunk, rows - done) }, (_, index) =>
        appendStandalone(
          actor,
          {
            type: "server.changed",
            subject: { kind: "server", id: "0198c0de-0000-7000-8000-000000000002", name: "Bench" },
            detail: { serverId: "0198c0de-0000-7000-8000-000000000002", position: done + index },
          },
          new Date(),
        ),
      ),
    );
  }
}

async function readAll(client: Client, organizationId: string): Promise<number> {
  let after = "0";
  let count = 0;
  for (;;) {
    const text =
      "select * from audit_event where organization_id = $1 and sequence > $2 order by sequence limit 5000";
    const { rows } = await client.query({ name: "read", text, values: [organizationId, after] });
    if (rows.length === 0) return count;
    count += rows.length;
    after = rows.at(-1).sequence;
  }
}

async function timed(expected: number, work: () => Promise<number>): Promise<Load> {
  const startedAt = performance.now();
  const count = await work();
  const elapsedMs = performance.now() - startedAt;
  if (count !== expected) throw new Error(`${count} rows were seen, not ${expected}`);
  return { perSecond: (count / elapsedMs) * 1_000, p50: elapsedMs, p95: elapsedMs, p99: elapsedMs };
}
