import { Client } from "pg";
import { loadOrganization } from "#bin/steward/load-organization.ts";
import { encodeCursor } from "#lib/inventory/list-cursor.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import { type SystemActor, systemActor } from "#lib/kernel/actor.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { type BenchOptions, interleave, type Load, loadFor, type Spread, spread } from "./measure.ts";
import { formatSpread, milliseconds, printTable, times } from "./print-table.ts";
import { byHand, type Place } from "./servers/ask-by-hand.ts";
import { explaining, type PlanRows } from "./servers/plan-rows.ts";
import { type Ask, type Question, questionsOf } from "./servers/questions.ts";
import { readKnown } from "./servers/read-known.ts";

const PAGE_ROWS = 50;
/** A question that reads more of the servers than this reads too many. */
const READ_SHARE_MAX = 0.05;

interface Measured {
  steward: Load[];
  hand: Load[];
}

/**
 * Every kind of question that the servers list can be asked, of believable servers, beside the same question in
 * hand-written SQL: the same page and the same capped total. Then what the database reads for each.
 */
export async function benchServersList(database: BenchDatabase, options: BenchOptions): Promise<void> {
  const { organizationId } = await layServers(options.rows);
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    await client.query("analyze");
    const questions = questionsOf(await readKnown(client, organizationId));
    const actor = systemActor(organizationId, "bench");
    const [measured, notes] = [new Map<string, Measured>(), new Map<string, string>()];
    for (const question of questions) {
      const sides = await sidesOf(client, actor, question);
      notes.set(question.name, await compare(question, sides));
      const results = await interleave(options.repetitions, {
        hand: inTurn(question, options, sides.hand),
        steward: inTurn(question, options, sides.steward),
      });
      measured.set(question.name, results);
    }
    print(options, measured, notes);
    await printPlans(database, options, client, actor, questions);
  } finally {
    await client.end();
  }
}

/** What `steward load` makes; goes on where a kept database is. */
async function layServers(rows: number) {
  const startedAt = performance.now();
  const wanted = { slug: `load-${rows}`, servers: rows, seed: 7, joinsOthers: false };
  let toldAt = 0;
  const loaded = await loadOrganization(wanted, ({ servers }) => {
    if (performance.now() < toldAt + 60_000) return;
    toldAt = performance.now();
    console.error(`laying servers: ${servers.toLocaleString("en")} of ${rows.toLocaleString("en")}`);
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  if (loaded.rows > 0) {
    console.log(
      `\nsteward load: ${loaded.servers.toLocaleString("en")} servers, ${loaded.rows.toLocaleString("en")} rows ` +
        `in ${seconds.toFixed(0)} s`,
    );
  }
  return loaded;
}

type Side = (ask: Ask) => Promise<{ ids: string[]; count: number }>;

async function sidesOf(client: Client, actor: SystemActor, { sort, isDeep, asks }: Question) {
  const hand = byHand(client, actor.organizationId, sort, PAGE_ROWS);
  const places = new Map<Ask, Place | null>();
  for (const ask of asks) places.set(ask, isDeep === true ? await hand.deepPlace(ask) : null);
  const placeOf = (ask: Ask) => places.get(ask) ?? null;
  const steward: Side = async (ask) => {
    const place = placeOf(ask);
    const cursor = place === null ? {} : { cursor: encodeCursor({ sort, ...place }) };
    const { items, total } = await listServers(actor, { ...ask.filter, sort, limit: PAGE_ROWS, ...cursor });
    return { ids: items.map(({ id }) => id), count: total.count };
  };
  return { hand: ((ask) => hand.ask(ask, placeOf(ask))) as Side, steward };
}

/** A quick wrong answer is worth nothing: both must list the same servers. */
async function compare(
  { name, asks }: Question,
  { hand, steward }: { hand: Side; steward: Side },
): Promise<string> {
  const counts: string[] = [];
  for (const ask of asks) {
    // Between the two a server may pass the edge of a window of time; twice in a row it does not.
    const difference = (await differ(ask, hand, steward)) && (await differ(ask, hand, steward));
    if (difference !== null) throw new Error(`${name} ${JSON.stringify(ask.filter)}: ${difference}`);
    counts.push((await steward(ask)).count.toLocaleString("en"));
  }
  return counts.join(", ");
}

async function differ(ask: Ask, hand: Side, steward: Side): Promise<string | null> {
  const [one, other] = [await hand(ask), await steward(ask)];
  const isSame = JSON.stringify(one.ids) === JSON.stringify(other.ids);
  if (isSame && Math.min(other.count, 10_000) === one.count) return null;
  return (
    `by hand ${one.ids.length} of ${one.count} servers, ` +
    `Steward ${other.ids.length} of ${other.count}${isSame ? "" : ", and not the same ones"}`
  );
}

function inTurn({ asks }: Question, { windowMs }: BenchOptions, side: Side): () => Promise<Load> {
  let turn = 0;
  return () =>
    loadFor(1, windowMs, () => {
      const ask = asks[turn % asks.length];
      turn += 1;
      return ask === undefined ? Promise.resolve() : side(ask);
    });
}

function print({ rows }: BenchOptions, measured: Map<string, Measured>, notes: Map<string, string>): void {
  const cells = [...measured].map(([name, { steward, hand }]) => {
    const ratio = spread(steward.map((load, round) => load.p95 / (hand[round]?.p95 ?? Number.NaN)));
    return [
      name,
      notes.get(name) ?? "",
      medianOf(hand, "p50"),
      medianOf(steward, "p50"),
      medianOf(hand, "p95"),
      medianOf(steward, "p95"),
      formatSpread(ratio, times),
    ];
  });
  printTable(
    `Servers list, ${rows.toLocaleString("en")} servers, pages of ${PAGE_ROWS} with their total: milliseconds`,
    ["", "fitting", "hand p50", "p50", "hand p95", "p95", "p95 ratio"],
    cells,
  );
}

function medianOf(loads: readonly Load[], figure: "p50" | "p95"): string {
  const { median }: Spread = spread(loads.map((load) => load[figure]));
  return milliseconds(median);
}

async function printPlans(
  database: BenchDatabase,
  { rows }: BenchOptions,
  client: Client,
  actor: SystemActor,
  questions: readonly Question[],
): Promise<void> {
  const cells = await explaining(database, async (rowsOf) => {
    const made: string[][] = [];
    for (const question of questions) {
      const { steward } = await sidesOf(client, actor, question);
      const plans: PlanRows[] = [];
      for (const ask of question.asks) plans.push(await rowsOf(() => steward(ask)));
      const read = Math.max(...plans.map((plan) => plan.rows));
      const entries = Math.max(...plans.map((plan) => plan.entries));
      const scanned = [...new Set(plans.flatMap((plan) => plan.scanned))];
      made.push([
        question.name,
        Math.round(read).toLocaleString("en"),
        Math.round(entries).toLocaleString("en"),
        read > rows * READ_SHARE_MAX || scanned.length > 0 ? `too many ${scanned.join(" ")}` : "",
      ]);
    }
    return made;
  });
  printTable("What the database reads for one page, at most", ["", "rows", "index entries", ""], cells);
}
