import "#bin/hide-environment.ts";
import { Command, CommanderError } from "commander";
import { AppError } from "#lib/kernel/app-error.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { absenceCommands } from "./absence.ts";
import { auditCommands } from "./audit.ts";
import { doctorCommand } from "./doctor.ts";
import { evidenceCommands } from "./evidence.ts";
import { importCommand } from "./import.ts";
import { introspectCommand } from "./introspect.ts";
import { jobsCommands } from "./jobs.ts";
import { loadCommand } from "./load.ts";
import { remark, UsageError } from "./output.ts";
import { reviewCommands } from "./review.ts";
import { takeSettings } from "./settings.ts";
import { tokenCommands } from "./token.ts";
import { webhookCommands } from "./webhook.ts";
import { wordsOf } from "./words-of.ts";

const FAILED = 1;
const USED_WRONGLY = 2;

/** The command line: one more door on the same commands and queries as the web. */
const program = new Command("steward")
  .description("Governs MCP servers as non-human identities")
  .showHelpAfterError("(--help says how it is used)")
  .hook("preAction", (_program, action) => {
    if (!standsAlone(action)) takeSettings();
  });

for (const add of [
  tokenCommands,
  importCommand,
  introspectCommand,
  auditCommands,
  evidenceCommands,
  reviewCommands,
  absenceCommands,
  webhookCommands,
  jobsCommands,
  loadCommand,
  doctorCommand,
]) {
  add(program);
}
overrideExit(program);

try {
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = explain(error);
} finally {
  await disconnect();
}

/** What must work with nothing running: a file needs no database, and the doctor says itself what is missing. */
function standsAlone(action: Command): boolean {
  if (action.parent?.name() === "evidence") return true;
  return action.name() === "doctor" || action.opts().file !== undefined || action.opts().dryRun === true;
}

/** Commander would end the process by itself, with 1 where we promise 2. */
function overrideExit(command: Command): void {
  command.exitOverride();
  for (const inner of command.commands) overrideExit(inner);
}

/** Says on standard error what went wrong; returns the exit status. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USED_WRONGLY;
  if (error instanceof UsageError) {
    remark(`error: ${error.message}`);
    return USED_WRONGLY;
  }
  remark(`error: ${wordsOf(error)}`);
  if (!(error instanceof AppError)) return FAILED;
  for (const [field, message] of Object.entries(error.fields)) remark(`  ${field}: ${message}`);
  return error.code === "invalid" ? USED_WRONGLY : FAILED;
}
