import { connectOwner } from "#bin/postgres/connect-owner.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { type BenchOptions, interleave, type Load, summary } from "./measure.ts";
import { printLoads } from "./print-table.ts";
import { startAppendProcess } from "./start-load-client.ts";

const PROCESSES_MAX = 4;

type AppendProcess = Awaited<ReturnType<typeof startAppendProcess>>;

/**
 * Appends to one organization's trail: through a command, and standalone (what callers of one process append at the
 * same time shares a transaction), beside a hand-written chain and a plain insert that chains nothing.
 */
export async function benchAuditAppend(database: BenchDatabase, options: BenchOptions): Promise<void> {
  const organizationId = await database.newOrganization();
  const owner = await connectOwner(database.ownerUrl);
  await owner.query("insert into raw_head select * from audit_head where organization_id = $1", [
    organizationId,
  ]);
  await owner.end();
  const processes = await Promise.all(Array.from({ length: PROCESSES_MAX }, startAppendProcess));
  const order = { organizationId, ownerUrl: database.ownerUrl, windowMs: options.windowMs };
  const measured = (variant: string, count: number, callers: number) => () =>
    appendFrom(processes.slice(0, count), { ...order, variant, callers });
  try {
    for (const [count, callers] of [
      [1, 1],
      [1, 8],
      [1, 64],
      [2, 32],
      [4, 16],
    ] as const) {
      const results = await interleave(options.repetitions, {
        "raw chain": measured("chain", count, callers),
        "raw plain insert": measured("plain", count, callers),
        "command, one event": measured("command", count, callers),
        "standalone, batched": measured("standalone", count, callers),
      });
      printLoads(`Audit append, events: ${count} process(es) x ${callers} caller(s)`, results, "raw chain");
    }
    const results = await interleave(options.repetitions, {
      "raw chain, 500 a time": measured("raw chunk", 1, 1),
      "command, 500 events": measured("chunk", 1, 1),
    });
    printLoads("Audit append in bulk, events (latency per chunk)", results, "raw chain, 500 a time");
  } finally {
    for (const each of processes) await each.stop();
  }
}

async function appendFrom(
  processes: readonly AppendProcess[],
  order: Parameters<AppendProcess["run"]>[0],
): Promise<Load> {
  const answers = await Promise.all(processes.map((each) => each.run(order)));
  const latencies = answers.flatMap((answer) => answer.latencies);
  const perSecond = answers.reduce((sum, { events, seconds }) => sum + events / seconds, 0);
  return { ...summary(latencies, 1), perSecond };
}
