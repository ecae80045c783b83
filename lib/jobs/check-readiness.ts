import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../kernel/app-error.ts";
import { now } from "../kernel/clock.ts";
import { appliedMigrations, lastBeat } from "./store.ts";

/** Seconds. A worker beats every ten; three missed beats mean that it is gone. */
export const WORKER_SILENCE_SECONDS_MAX = 35;

export interface Readiness {
  isReady: boolean;
  database: "ok" | "unreachable";
  migrations: "ok" | "missing" | "unknown";
  worker: "ok" | "silent" | "unknown";
}

/** Whether this installation can serve well. Never throws: an unreachable database is an answer. */
export async function checkReadiness(
  migrationsDirectory = join(process.cwd(), "prisma/migrations"),
): Promise<Readiness> {
  try {
    const [applied, expected, seenAt] = [
      await appliedMigrations(),
      await expectedMigrations(migrationsDirectory),
      await lastBeat(),
    ];
    const migrations = expected.every((name) => applied.includes(name)) ? "ok" : "missing";
    const silentMs = seenAt === null ? Number.POSITIVE_INFINITY : now().getTime() - seenAt.getTime();
    const worker = silentMs <= WORKER_SILENCE_SECONDS_MAX * 1000 ? "ok" : "silent";
    return { isReady: migrations === "ok" && worker === "ok", database: "ok", migrations, worker };
  } catch (error) {
    if (!(error instanceof AppError))
      return { isReady: false, database: "ok", migrations: "missing", worker: "unknown" };
    return { isReady: false, database: "unreachable", migrations: "unknown", worker: "unknown" };
  }
}

async function expectedMigrations(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
