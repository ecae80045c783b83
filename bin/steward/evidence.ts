import type { Command } from "commander";
import { type EvidenceVerdict, verifyEvidence } from "#lib/reviews/verify-evidence.ts";
import { answer, UsageError } from "./output.ts";
import { progress } from "./progress.ts";
import { readLines } from "./read-lines.ts";

/** `evidence verify`. */
export function evidenceCommands(program: Command): void {
  const evidence = program.command("evidence").description("evidence packs of reviews");
  evidence
    .command("verify")
    .description("compute everything in an evidence pack (JSON) again; needs no database")
    .argument("<file>", "the pack")
    .option("--json", "answer as JSON")
    .action(evidenceVerify);
}

/** Exit status 0 when everything in the pack holds, 1 with what does not. */
async function evidenceVerify(path: string, { json }: { json?: boolean }): Promise<void> {
  const verdict = await verifyEvidence(readLines(path), (count) => {
    if (count % 1_000 === 0) progress(`Checked ${count} items`);
  }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT" || error.code === "EISDIR"
      ? new UsageError(`There is no file ${path}.`)
      : error;
  });
  progress("");
  if (!verdict.holds) process.exitCode = 1;
  answer(json, verdict, () => linesOf(verdict));
}

const MARK = new Map([
  [true, "holds "],
  [false, "FAILS "],
  [null, "note  "],
]);

function linesOf({ holds, campaign, checks, evidenceHash }: EvidenceVerdict): string[] {
  return [
    ...(campaign === null ? [] : [`Review "${campaign.name}" (${campaign.id})`]),
    ...checks.map((check) => `${MARK.get(check.holds)} ${check.words}`),
    ...(evidenceHash === null ? [] : [`evidence ${evidenceHash}`]),
    holds ? "The pack holds." : "The pack does not hold.",
  ];
}
