import type { Command } from "commander";
import { SERVERS_MAX } from "#lib/load/model.ts";
import { loadOrganization } from "./load-organization.ts";
import { answer, UsageError, wholeNumber } from "./output.ts";

const TELL_EVERY_MS = 5_000;

interface LoadOptions {
  servers: string;
  seed: string;
  organization?: string;
  amongOthers?: boolean;
  json?: boolean;
}

/** `load`: fills an organization with made-up servers, to measure and to try Steward on. */
export function loadCommand(program: Command): void {
  program
    .command("load")
    .description("fill an organization of its own with made-up servers, to measure Steward with")
    .requiredOption("--servers <n>", `how many, at most ${SERVERS_MAX}`)
    .option("--seed <n>", "the same seed makes the same servers", "7")
    .option("--organization <slug>", "the organization they go into; default: load-<n>")
    .option("--among-others", "allow an organization that has people of its own")
    .option("--json", "answer as JSON")
    .addHelpText(
      "after",
      `
Run it again with the same options after it was stopped: it goes on where it was.
It makes people, servers, tools, scopes, credentials, findings and revocation paths, and no approvals: no tool is enabled.
To see them in the console, start Steward with STEWARD_ORGANIZATION set to the organization's slug.
\`npm run bench -- --only servers\` measures on servers made by this.`,
    )
    .action(run);
}

async function run({
  servers: count,
  seed: from,
  organization,
  amongOthers,
  json,
}: LoadOptions): Promise<void> {
  const [servers, seed] = [wholeNumber("--servers", count), wholeNumber("--seed", from)];
  if (servers < 1 || servers > SERVERS_MAX) throw new UsageError(`--servers takes 1 to ${SERVERS_MAX}.`);
  if (amongOthers === true && organization === undefined) {
    throw new UsageError("--among-others needs --organization: name the one you mean.");
  }
  const slug = organization ?? `load-${servers}`;
  const startedAt = performance.now();
  let toldAt = startedAt;
  const wanted = { slug, servers, seed, joinsOthers: amongOthers ?? false };
  const { servers: done, rows } = await loadOrganization(wanted, (soFar) => {
    if (performance.now() < toldAt + TELL_EVERY_MS && soFar.servers < servers) return;
    toldAt = performance.now();
    process.stderr.write(`${words(soFar.servers, servers, soFar.rows, startedAt)}\n`);
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const totals = {
    organization: slug,
    servers: done,
    rows,
    seconds,
    rowsPerSecond: Math.round(rows / seconds),
  };
  answer(json, totals, () => [
    `${slug}: ${done.toLocaleString("en")} servers, ${rows.toLocaleString("en")} rows written in ${seconds.toFixed(0)} s ` +
      `(${totals.rowsPerSecond.toLocaleString("en")} rows/s).`,
  ]);
}

function words(done: number, servers: number, rows: number, startedAt: number): string {
  const seconds = Math.max(0.001, (performance.now() - startedAt) / 1_000);
  return `${done} of ${servers} servers, ${Math.round(rows / seconds)} rows/s`;
}
