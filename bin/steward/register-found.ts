import { registerCandidate } from "#lib/discovery/commands/register-candidate.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { operatorActor } from "#lib/identity/operator.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { UsageError } from "./output.ts";

export interface Registered {
  name: string;
  /** Null when it was not registered. */
  slug: string | null;
  reason: string | null;
}

interface Answers {
  owner?: string;
  backupOwner?: string;
  environment: string;
}

const ENVIRONMENTS = ["development", "staging", "production"] as const;

/**
 * Registers every open candidate that these imports saw; what other machines or earlier imports found waits on. One that
 * a rule refuses says why; the others go on.
 */
export async function registerFound(
  actor: PersonActor,
  importIds: readonly string[],
  { owner, backupOwner, environment: wanted }: Answers,
): Promise<Registered[]> {
  const environment = ENVIRONMENTS.find((known) => known === wanted);
  if (environment === undefined) throw new UsageError(`--environment is one of ${ENVIRONMENTS.join(", ")}.`);
  const governance = {
    environment,
    ownerId: owner === undefined ? actor.userId : (await operatorActor(owner)).userId,
    backupOwnerId: backupOwner === undefined ? null : (await operatorActor(backupOwner)).userId,
  };
  const registered: Registered[] = [];
  for (const { id, identityDigest, name, sightings } of await openCandidates(actor, importIds)) {
    const [sighting] = sightings.filter(({ importId }) => importIds.includes(importId));
    if (sighting === undefined) continue;
    const purpose = `Imported from ${sighting.path}`.slice(0, 2_000);
    try {
      const { slug } = await registerCandidate(actor, {
        candidateId: id,
        identityDigest,
        name: name.slice(0, 120),
        purpose,
        ...governance,
      });
      registered.push({ name, slug, reason: null });
    } catch (error) {
      if (!(error instanceof AppError) || error.code === "unavailable") throw error;
      const [field] = Object.values(error.fields);
      registered.push({ name, slug: null, reason: field ?? error.publicMessage });
    }
  }
  return registered;
}

/** All of them are known before the first is registered: what is registered leaves the pages behind it shorter. */
async function openCandidates(actor: PersonActor, importIds: readonly string[]) {
  const found = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCandidates>> = await listCandidates(actor, {
      limit: 200,
      ...(cursor === null ? {} : { cursor }),
    });
    found.push(
      ...page.items.filter(({ sightings }) => sightings.some(({ importId }) => importIds.includes(importId))),
    );
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}
