import { AppError } from "../kernel/app-error.ts";
import { now } from "../kernel/clock.ts";
import { countJobs, lastBeat } from "./store.ts";

interface Gauge {
  name: string;
  help: string;
  value: number;
}

/**
 * What there is to watch, in Prometheus' text format (version 0.0.4). Never throws for a database that cannot be
 * reached: `steward_database_up 0` is what the alarm is for.
 */
export async function metricsText(): Promise<string> {
  const gauges = [...ofProcess(), ...(await ofDatabase())];
  return gauges
    .map(({ name, help, value }) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`)
    .join("");
}

function ofProcess(): Gauge[] {
  return [
    gauge("process_uptime_seconds", "Seconds since this web process started.", process.uptime()),
    gauge("process_resident_memory_bytes", "Memory of this web process.", process.memoryUsage.rss()),
  ];
}

async function ofDatabase(): Promise<Gauge[]> {
  const up = (value: 0 | 1) =>
    gauge("steward_database_up", "Whether the database answers: 1, or 0 when it does not.", value);
  try {
    const [jobs, seenAt] = [await countJobs(), await lastBeat()];
    const heartbeat =
      seenAt === null
        ? []
        : [
            gauge(
              "steward_worker_heartbeat_age_seconds",
              "Seconds since any worker was seen; absent when none ever was.",
              Math.max(0, (now().getTime() - seenAt.getTime()) / 1000),
            ),
          ];
    return [
      up(1),
      gauge("steward_jobs_waiting", "Jobs that wait for a worker or for their time.", jobs.waiting),
      gauge("steward_jobs_running", "Jobs that a worker is at.", jobs.running),
      gauge("steward_jobs_failed", "Jobs given up after their last try.", jobs.failed),
      ...heartbeat,
    ];
  } catch (error) {
    if (error instanceof AppError) return [up(0)];
    throw error;
  }
}

function gauge(name: string, help: string, value: number): Gauge {
  return { name, help, value };
}
