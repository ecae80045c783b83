import { insertRevocationSteps } from "../../grants/steps/insert-revocation-steps.ts";
import { hasServer } from "../../inventory/steps/has-server.ts";
import { insertServers } from "../../inventory/steps/insert-servers.ts";
import { listInsertedServers } from "../../inventory/steps/list-inserted-servers.ts";
import { loadReuse } from "../../inventory/steps/load-reuse.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { loadServerRoles } from "../../policy/steps/load-server-roles.ts";
import { openBreaches } from "../../policy/steps/open-breaches.ts";
import { bulkRows } from "../bulk-rows.ts";
import { governedFacts } from "../governed-facts.ts";
import { loadServersInput } from "../input.ts";
import { madeWhole } from "../made-parts.ts";
import { madePeople } from "../made-people.ts";
import { chunkOf, progressAt, serverId } from "../model.ts";

/**
 * Makes the servers of one chunk of a plan, whole: tools, scopes, credentials, revocation path, findings. Gives how
 * many rows it wrote; nothing, when the chunk is there already.
 */
export const loadServers = command({
  name: "load-servers",
  permission: "organization:load",
  input: loadServersInput,
  run: async (context, { first, ...plan }) => {
    const { actor, tx } = context;
    const { end } = chunkOf(plan, first);
    if (await hasServer(context, serverId(plan, first))) return unchanged({ servers: end - first, rows: 0 });
    const roles = await loadServerRoles(tx);
    const made = Array.from({ length: end - first }, (_, index) => madeWhole(plan, first + index));
    const rows = bulkRows(made, roles);
    await insertServers(context, rows);
    await insertRevocationSteps(context, rows.steps);
    const serverIds = rows.servers.map((server) => server.id);
    const reuse = await loadReuse(tx, serverIds);
    const people = madePeople(plan);
    const facts = made.flatMap((whole) => governedFacts(whole, people, roles, reuse) ?? []);
    const findings = await openBreaches(context, facts);
    await listInsertedServers(context, serverIds, progressAt(plan, first));
    const counts = countsOf(rows, findings);
    return {
      result: { servers: rows.servers.length, rows: counts.rows },
      events: [
        {
          type: "organization.loaded",
          subject: { kind: "organization", id: actor.organizationId, name: "this organization" },
          detail: { seed: plan.seed, first, end, ...counts },
        },
      ],
    };
  },
});

function countsOf(
  { servers, tools, scopes, credentials, steps }: ReturnType<typeof bulkRows>,
  findings: number,
) {
  const counts = {
    servers: servers.length,
    tools: tools.length,
    scopes: scopes.length,
    credentials: credentials.length,
    revocationSteps: steps.length,
    findings,
  };
  // A tool has a version beside it.
  return { ...counts, rows: Object.values(counts).reduce((sum, count) => sum + count, tools.length) };
}
