import { hostname } from "node:os";
import type { Command } from "commander";
import { operatorActor } from "#lib/identity/operator.ts";
import { dryRun } from "./import-dry-run.ts";
import { importPaths } from "./import-paths.ts";
import { importReport } from "./import-report.ts";
import { IMPORT_STATUSES } from "./import-status.ts";
import { answer, remark } from "./output.ts";
import { printable } from "./printable.ts";
import { registerFound } from "./register-found.ts";

interface ImportOptions {
  machine: string;
  dryRun?: boolean;
  register?: boolean;
  owner?: string;
  backupOwner?: string;
  environment: string;
  as?: string;
  json?: boolean;
}

/** `import PATH...`: reads client files, shows what they declare, registers it when asked. */
export function importCommand(program: Command): void {
  program
    .command("import")
    .description("read client files and record the servers they declare as candidates")
    .argument("<path...>", "files, folders to search, or long lists of servers (.jsonl, or one JSON array)")
    .option("--machine <name>", "whose files they are; what they no longer show is then gone", hostname())
    .option("--dry-run", "say what would be recorded, and record nothing")
    .option("--register", "register at once what waits of the servers that are read")
    .option("--owner <email>", "with --register: who answers for them; default: the person in whose name")
    .option("--backup-owner <email>", "with --register: who stands in; needed for production")
    .option("--environment <name>", "with --register: development, staging or production", "development")
    .option("--as <email>", "the person in whose name; default: the first administrator")
    .option("--json", "answer as JSON")
    .addHelpText("after", `\n${IMPORT_STATUSES}`)
    .action(run);
}

async function run(paths: string[], options: ImportOptions): Promise<void> {
  if (options.dryRun === true) return dryRun(paths, options);
  const actor = await operatorActor(options.as);
  const imported = await importPaths(actor, paths, options.machine);
  const { results, unread, status, importIds } = imported;
  const registered = options.register === true ? await registerFound(actor, importIds, options) : [];
  const whole = { ...imported.answer, registered };
  answer(options.json, { ...whole, results, unread }, () => importReport(whole));
  for (const { path, reason } of unread) remark(`${printable(path)}: ${reason}`);
  process.exitCode = status;
}
