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

export function createMetrics(): Metrics {
  const decisions = new Map<string, number>();
  const requests = new Map<number, number>();
  const buckets = BUCKETS.map(() => 0);
  let count = 0;
  let sum = 0;
  return {
    decided(decision, reason) {
      const labels = `decision="${decision ? "permit" : "deny"}",reason="${reason}"`;
      decisions.set(labels, (decisions.get(labels) ?? 0) + 1);
    },
    finished(status, seconds) {
      requests.set(status, (requests.get(status) ?? 0) + 1);
      count += 1;
      sum += seconds;
      for (const [index, bound] of BUCKETS.entries()) {
        if (seconds <= bound) buckets[index] = (buckets[index] ?? 0) + 1;
      }
    },
    text() {
      const lines = [
        "# HELP steward_decisions_total Answered questions by decision and reason.",
        "# TYPE steward_decisions_total counter",
        ...[...decisions].map(([labels, value]) => `steward_decisions_total{${labels}} ${value}`),
        "# HELP steward_decisions_http_requests_total Finished requests by status.",
        "# TYPE steward_decisions_http_requests_total counter",
        ...[...requests].map(
          ([status, value]) => `steward_decisions_http_requests_total{status="${status}"} ${value}`,
        ),
        "# HELP steward_decisions_http_seconds Time to answer.",
        "# TYPE steward_decisions_http_seconds histogram",
        ...BUCKETS.map(
          (bound, index) => `steward_decisions_http_seconds_bucket{le="${bound}"} ${buckets[index]}`,
        ),
        `steward_decisions_http_seconds_bucket{le="+Inf"} ${count}`,
        `steward_decisions_http_seconds_sum ${sum}`,
        `steward_decisions_http_seconds_count ${count}`,
      ];
      return `${lines.join("\n")}\n`;
    },
  };
}
