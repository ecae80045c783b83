import type { Command } from "commander";
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
      // The worker's parts take two seconds to load, which no other command should wait for.
      const { runDueJobs } = await import("#lib/jobs/run-worker.ts");
      await runDueJobs();
      answer(json, { done: true }, () => ["Every job that was due has been run."]);
    });
}
