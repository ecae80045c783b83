import { addMissingServerRoles } from "#bin/first-run/add-missing-server-roles.ts";
import { foundOrganization } from "#lib/identity/found-organization.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { loadPeople } from "#lib/load/commands/load-people.ts";
import { loadServers } from "#lib/load/commands/load-servers.ts";
import { CHUNK_SERVERS, type LoadPlan } from "#lib/load/model.ts";

/** Chunks under way at a time: one is made here while the database writes the other. */
const CHUNKS_AT_ONCE = 2;

export interface WantedLoad {
  slug: string;
  servers: number;
  seed: number;
  /** Allow an organization that has people of its own. */
  joinsOthers: boolean;
}

export interface Loaded {
  organizationId: string;
  plan: LoadPlan;
  servers: number;
  /** Rows written now; a chunk that was there already adds none. */
  rows: number;
}

/** Fills an organization with made-up servers, or goes on with it; `onChunk` hears how far it is. */
export async function loadOrganization(
  { slug, servers, seed, joinsOthers }: WantedLoad,
  onChunk: (soFar: { servers: number; rows: number }) => void,
): Promise<Loaded> {
  const { organizationId } = await foundOrganization(slug, `Load of ${servers.toLocaleString("en")} servers`);
  const actor = systemActor(organizationId, "load");
  const { startedOn } = await loadPeople(actor, { seed, servers, joinsOthers });
  await addMissingServerRoles(organizationId);
  const plan = { seed, servers, startedOn };
  const soFar = { servers: 0, rows: 0 };
  let next = 0;
  const loadNext = async () => {
    const first = next;
    next += CHUNK_SERVERS;
    const chunk = await loadServers(actor, { ...plan, first });
    soFar.servers += chunk.servers;
    soFar.rows += chunk.rows;
    onChunk(soFar);
  };
  const worker = async () => {
    while (next < servers) await loadNext();
  };
  // The first tells the planner what a server is like; without it the others would wait for a bad plan.
  await loadNext();
  await Promise.all(Array.from({ length: CHUNKS_AT_ONCE }, worker));
  return { organizationId, plan, ...soFar };
}
