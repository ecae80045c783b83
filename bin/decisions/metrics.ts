/** Seconds. Wide enough for a database that limps, fine enough to see a slow index. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export interface Metrics {
  /** One answered question. */
  decided(decision: boolean, reason: string): void;
  /** One finished HTTP request. */
  finished(status: number, seconds: number): void;
  /** Prometheus text exposition, format 0.0.4. */
  text(): string;
}

/** What is worth a gauge, with its words. */
export interface Gauge {
  name: string;
  help: string;
  value: number;
}

export function createMetrics(gauges: () => readonly Gauge[] = () => []): Metrics {
  const permitted = new Map<string, number>();
  const denied = new Map<string, number>();
  const requests = new Map<number, number>();
  /** Each request once, in the first bucket that holds it; the last is for those above all. */
  const buckets = new Array<number>(BUCKETS.length + 1).fill(0);
  let sum = 0;
  return {
    decided(decision, reason) {
      const counts = decision ? permitted : denied;
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    },
    finished(status, seconds) {
      requests.set(status, (requests.get(status) ?? 0) + 1);
      sum += seconds;
      let index = 0;
      while (index < BUCKETS.length && seconds > (BUCKETS[index] ?? 0)) index += 1;
      buckets[index] = (buckets[index] ?? 0) + 1;
    },
    text() {
      let count = 0;
      const cumulative = buckets.map((inBucket) => {
        count += inBucket;
        return count;
      });
      const lines = [
        "# HELP steward_decisions_total Answered questions by decision and reason.",
        "# TYPE steward_decisions_total counter",
        ...decisionLines("permit", permitted),
        ...decisionLines("deny", denied),
        "# HELP steward_decisions_http_requests_total Finished requests by status.",
        "# TYPE steward_decisions_http_requests_total counter",
        ...[...requests].map(
          ([status, value]) => `steward_decisions_http_requests_total{status="${status}"} ${value}`,
        ),
        "# HELP steward_decisions_http_seconds Time to answer.",
        "# TYPE steward_decisions_http_seconds histogram",
        ...BUCKETS.map(
          (bound, index) => `steward_decisions_http_seconds_bucket{le="${bound}"} ${cumulative[index]}`,
        ),
        `steward_decisions_http_seconds_bucket{le="+Inf"} ${count}`,
        `steward_decisions_http_seconds_sum ${sum}`,
        `steward_decisions_http_seconds_count ${count}`,
        ...gauges().flatMap(({ name, help, value }) => [
          `# HELP ${name} ${help}`,
          `# TYPE ${name} gauge`,
          `${name} ${value}`,
        ]),
      ];
      return `${lines.join("\n")}\n`;
    },
  };
}

function decisionLines(decision: string, counts: ReadonlyMap<string, number>): string[] {
  return [...counts].map(
    ([reason, value]) => `steward_decisions_total{decision="${decision}",reason="${reason}"} ${value}`,
  );
}
