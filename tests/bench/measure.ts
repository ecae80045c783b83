export interface BenchOptions {
  /** Rounds per figure; variants take turns within a round, so that a slow minute slows all of them. */
  repetitions: number;
  /** Milliseconds of load per variant and round. */
  windowMs: number;
  /** How many rows the benches of size lay out. */
  rows: number;
}

/** What one window of load gave. */
export interface Load {
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p95: number;
  p99: number;
}

/** Things each second, of one piece of work; the latencies are of the whole. */
export function loadOf(things: number, ms: number): Load {
  return { perSecond: (things / ms) * 1_000, p50: ms, p95: ms, p99: ms };
}

export interface Spread {
  median: number;
  min: number;
  max: number;
}

/**
 * Runs every variant once per round, in turn; the answer has one list of results per variant. A first round connects
 * and warms up, unless there is to be none, and does not count.
 */
export async function interleave<Name extends string, R>(
  repetitions: number,
  variants: Record<Name, () => Promise<R>>,
  { warmsUp = true } = {},
): Promise<Record<Name, R[]>> {
  const names = Object.keys(variants) as Name[]; // The keys of a record of Name are Names.
  const results = Object.fromEntries(names.map((name) => [name, [] as R[]])) as Record<Name, R[]>;
  if (warmsUp) for (const name of names) await variants[name]();
  for (let round = 0; round < repetitions; round += 1) {
    for (const name of names) results[name].push(await variants[name]());
  }
  return results;
}

/** Keeps `callers` calls under way for `windowMs`, each waiting for its answer before the next. */
export async function loadFor(
  callers: number,
  windowMs: number,
  call: () => Promise<unknown>,
): Promise<Load & { latencies: number[] }> {
  const latencies: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + windowMs;
  const caller = async () => {
    while (performance.now() < endsAt) {
      const sentAt = performance.now();
      await call();
      latencies.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const seconds = (performance.now() - startedAt) / 1_000;
  return { ...summary(latencies, seconds), latencies };
}

export function summary(latencies: readonly number[], seconds: number): Load {
  const sorted = latencies.toSorted((a, b) => a - b);
  const [p50, p95, p99] = [quantile(sorted, 0.5), quantile(sorted, 0.95), quantile(sorted, 0.99)];
  return { perSecond: sorted.length / seconds, p50, p95, p99 };
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}

/** Round by round against the baseline of the same round: what noise both shared cancels out. */
export function ratios(values: readonly number[], baseline: readonly number[]): Spread {
  return spread(values.map((value, round) => value / (baseline[round] ?? Number.NaN)));
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
