import type { Command } from "commander";
import { runDueJobs } from "#lib/jobs/run-worker.ts";
import { answer } from "./output.ts";

/** `jobs run-due`. */
export function jobsCommands(program: Command): void {
  program
    .command("jobs")
    .description("work in the background")
    .command("run-due")
    .description("run every job that is due, then come back")
    .option("--json", "answer as JSON")
    .action(async ({ json }: { json?: boolean }) => {
      await runDueJobs();
      answer(json, { done: true }, () => ["Every job that was due has been run."]);
    });
}
