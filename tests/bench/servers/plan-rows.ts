import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { disconnect } from "#lib/kernel/db.ts";
import type { BenchDatabase } from "../bench-database.ts";

/** What the database touched to answer. */
export interface PlanRows {
  /** Rows read from tables, fitting or not. */
  rows: number;
  /** Entries read from inverted indexes; a page of rows is seldom read for them. */
  entries: number;
  /** Tables read from end to end. */
  scanned: string[];
}

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: PlanNode[];
}

/** A table with fewer rows is as well read as looked up. */
const SMALL_TABLE = 1_000;
/** The server writes its log after it has answered. */
const LOG_DELAY_MS = 150;

/** Has PostgreSQL explain everything the application asks while `work` runs, on new connections. */
export async function explaining<R>(
  database: BenchDatabase,
  work: (rowsOf: (call: () => Promise<unknown>) => Promise<PlanRows>) => Promise<R>,
): Promise<R> {
  const settings = {
    session_preload_libraries: "'auto_explain'",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_format": "'json'",
    "auto_explain.log_nested_statements": "on",
  };
  const owner = await connectOwner(database.ownerUrl);
  try {
    for (const [name, value] of Object.entries(settings)) {
      await owner.query(`alter role steward_app set ${name} = ${value}`);
    }
    await disconnect();
    return await work(async (call) => {
      database.takeLog();
      await call();
      await new Promise((resolve) => setTimeout(resolve, LOG_DELAY_MS));
      return readPlans(database.takeLog());
    });
  } finally {
    await owner.query("alter role steward_app reset all");
    await owner.end();
    await disconnect();
  }
}

/** Adds up every plan in a piece of the server's log. */
function readPlans(log: string): PlanRows {
  const total: PlanRows = { rows: 0, entries: 0, scanned: [] };
  for (const text of log.split(/duration: [\d.]+ ms {2}plan:/).slice(1)) {
    const json = text.slice(text.indexOf("{"), text.lastIndexOf("\n\t}") + 3);
    addUp((JSON.parse(json) as { Plan: PlanNode }).Plan, total); // the shape that EXPLAIN documents
  }
  return total;
}

function addUp(node: PlanNode, total: PlanRows): void {
  const loops = node["Actual Loops"] ?? 0;
  const touched =
    ((node["Actual Rows"] ?? 0) +
      (node["Rows Removed by Filter"] ?? 0) +
      (node["Rows Removed by Index Recheck"] ?? 0)) *
    loops;
  const type = node["Node Type"];
  if (type === "Bitmap Index Scan") total.entries += touched;
  else if (/^(Seq|Index|Index Only|Bitmap Heap) Scan$/.test(type)) total.rows += touched;
  const table = node["Relation Name"];
  if (type === "Seq Scan" && table !== undefined && touched > SMALL_TABLE) total.scanned.push(table);
  for (const inner of node.Plans ?? []) addUp(inner, total);
}
