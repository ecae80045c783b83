import { importStream } from "#lib/discovery/import-stream.ts";
import type { TokenActor } from "#lib/kernel/actor.ts";
import { madeServer } from "#lib/load/made-server.ts";
import { type LoadPlan, registeredAt } from "#lib/load/model.ts";
import { randomOf } from "#lib/load/random.ts";

export interface ImportOrder {
  organizationId: string;
  tokenId: string;
  lines: number;
}

/** What the process held when so many lines had been written. */
export interface MemorySample {
  lines: number;
  /** Megabytes: all of the process, and its JavaScript heap after a collection. */
  rss: number;
  heap: number;
}

export interface ImportRun {
  servers: number;
  secrets: number;
  unread: number;
  seconds: number;
  samples: MemorySample[];
}

const SAMPLES = 10;
const PART_LINES = 500;
/** One entry in so many leaves a credential in its environment, as people's files do. */
const SECRET_EVERY = 4;

process.on("message", (order: ImportOrder) => void work(order));
process.on("disconnect", () => process.exit(0));
process.send?.("ready");

async function work({ organizationId, tokenId, lines }: ImportOrder): Promise<void> {
  const actor: TokenActor = {
    kind: "token",
    organizationId,
    tokenId,
    name: "bench",
    scopes: ["imports:write"],
  };
  const samples: MemorySample[] = [];
  const startedAt = performance.now();
  const result = await importStream(actor, {
    machine: "bench",
    path: "servers.jsonl",
    isLines: true,
    parts: made(lines),
    onProgress: ({ serverCount }) => {
      if (serverCount < ((samples.length + 1) * lines) / SAMPLES) return;
      globalThis.gc?.();
      const { rss, heapUsed } = process.memoryUsage();
      samples.push({ lines: serverCount, rss: rss / 1e6, heap: heapUsed / 1e6 });
    },
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const { serverCount, secretCount, unreadCount } = result;
  const run: ImportRun = {
    servers: serverCount,
    secrets: secretCount,
    unread: unreadCount,
    seconds,
    samples,
  };
  process.send?.(run);
}

/** JSON Lines as they would be read from a disk, made as they are asked for. */
async function* made(lines: number): AsyncGenerator<string> {
  const plan: LoadPlan = { seed: 3, servers: lines, startedOn: new Date("2026-01-01T00:00:00Z") };
  for (let from = 0; from < lines; from += PART_LINES) {
    const count = Math.min(PART_LINES, lines - from);
    yield Array.from({ length: count }, (_, index) => `${JSON.stringify(entry(plan, from + index))}\n`).join(
      "",
    );
  }
}

function entry(plan: LoadPlan, ordinal: number): object {
  const { name, command, args, url } = madeServer(plan, ordinal, randomOf(plan.seed, ordinal));
  const connection = url === null ? { command, args } : { type: "http", url };
  const since = registeredAt(plan, ordinal).getTime().toString(36);
  const env =
    ordinal % SECRET_EVERY === 0 ? { API_TOKEN: `${since}Zq7${(ordinal * 7_919).toString(36)}Kx94mW2p` } : {};
  return { name, ...connection, env };
}
