import type { Command } from "commander";
import { addMissingServerRoles } from "#bin/first-run/add-missing-server-roles.ts";
import { foundOrganization } from "#lib/identity/found-organization.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { loadPeople } from "#lib/load/commands/load-people.ts";
import { loadServers } from "#lib/load/commands/load-servers.ts";
import { CHUNK_SERVERS, SERVERS_MAX } from "#lib/load/model.ts";
import { answer, UsageError, wholeNumber } from "./output.ts";

/** Chunks under way at a time: one is made here while the database writes the other. */
const CHUNKS_AT_ONCE = 2;
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
  const { organizationId } = await foundOrganization(slug, `Load of ${servers.toLocaleString("en")} servers`);
  const actor = systemActor(organizationId, "load");
  const startedAt = performance.now();
  const { startedOn } = await loadPeople(actor, { seed, servers, joinsOthers: amongOthers ?? false });
  await addMissingServerRoles(organizationId);
  const plan = { seed, servers, startedOn };
  let [next, done, rows, toldAt] = [0, 0, 0, startedAt];
  const worker = async () => {
    while (next < servers) {
      const first = next;
      next += CHUNK_SERVERS;
      const chunk = await loadServers(actor, { ...plan, first });
      done += chunk.servers;
      rows += chunk.rows;
      if (performance.now() > toldAt + TELL_EVERY_MS || done === servers) {
        toldAt = performance.now();
        process.stderr.write(`${words(done, servers, rows, startedAt)}\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: CHUNKS_AT_ONCE }, worker));
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
