import type { Command } from "commander";
import { auditExport } from "./audit-export.ts";
import { auditVerify } from "./audit-verify.ts";

/** `audit verify` and `audit export`. */
export function auditCommands(program: Command): void {
  const audit = program.command("audit").description("the audit trail");
  audit
    .command("verify")
    .description("check that no event was altered, removed or added")
    .option("--file <path>", "check an exported trail instead, with no database")
    .option("--head <number:hash>", "a head noted outside earlier, which the trail must still contain")
    .option("--json", "answer as JSON")
    .action(auditVerify);
  audit
    .command("export")
    .description("write the whole trail to a file")
    .requiredOption("--format <format>", "jsonl (can be verified with no database), ocsf or cef")
    .requiredOption("--out <path>", "the file to write")
    .option("--force", "replace a file that is there")
    .option("--json", "answer as JSON")
    .action(auditExport);
}
