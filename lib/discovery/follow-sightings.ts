import { addFoundCredentials } from "../inventory/steps/add-found-credentials.ts";
import { confirmRotations } from "../inventory/steps/confirm-rotations.ts";
import { followFormerValues } from "../inventory/steps/follow-former-values.ts";
import { markServersSeen } from "../inventory/steps/mark-servers-seen.ts";
import { recordConfigurationRisks } from "../inventory/steps/record-configuration-risks.ts";
import type { CommandContext } from "../kernel/command.ts";
import type { AuditableEvent } from "../kernel/events.ts";
import { foundCredentials } from "./found-credentials.ts";
import { countFormerPlaces, listFingerprintsOf, listSeenValues } from "./secret-place-store.ts";
import { whatChanged } from "./seen-facts.ts";
import {
  listReturnable,
  listSecretsOfServers,
  listSeenFacts,
  listServerRisks,
  listServersOf,
  returnCandidates,
} from "./sighting-facts-store.ts";

/**
 * What follows from having seen these candidates: their servers are in use, and show the risks that are written there;
 * what was settled and is no longer what it was comes back. Gives the events.
 */
export async function followSightings(
  context: CommandContext,
  candidateIds: readonly string[],
): Promise<AuditableEvent[]> {
  const { tx, now } = context;
  const serverIds = await listServersOf(tx, candidateIds);
  await markServersSeen(tx, serverIds, now);
  return [
    ...(await refreshServerRisks(context, serverIds)),
    ...(await followRotations(context, candidateIds, serverIds)),
    // After rotations: a new value in the place of a rotated one is that credential's, and no new one.
    ...(await addSecretsFound(context, candidateIds)),
    ...(await comeBack(context, candidateIds)),
  ];
}

/** What the files say about rotations: that the new value is in its place, and where the former one still is. */
export async function followRotations(
  context: CommandContext,
  candidateIds: readonly string[],
  serverIds: readonly string[],
): Promise<AuditableEvent[]> {
  const { tx } = context;
  const seen = serverIds.length === 0 ? [] : await listSeenValues(tx, serverIds);
  const confirmed = await confirmRotations(context, serverIds, seen);
  const fingerprints = await listFingerprintsOf(tx, candidateIds);
  const former = await followFormerValues(context, fingerprints, (values) => countFormerPlaces(tx, values));
  return [...confirmed, ...former];
}

/** A value that stands in a file of a governed server and that the server does not have yet becomes its credential. */
async function addSecretsFound(
  context: CommandContext,
  candidateIds: readonly string[],
): Promise<AuditableEvent[]> {
  const secrets = await listSecretsOfServers(context.tx, candidateIds);
  const byServer = Map.groupBy(secrets, (secret) => secret.serverId);
  const found = [...byServer].flatMap(([serverId, ofServer]) =>
    foundCredentials(ofServer).map((credential) => ({ ...credential, serverId })),
  );
  return addFoundCredentials(context, found);
}

/** Writes down what the present sightings of these servers show to be risky. */
export async function refreshServerRisks(
  { tx, actor, now }: CommandContext,
  serverIds: readonly string[],
): Promise<AuditableEvent[]> {
  if (serverIds.length === 0) return [];
  const risks = await listServerRisks(tx, serverIds);
  return recordConfigurationRisks(tx, actor.organizationId, serverIds, risks, now);
}

/** Servers take over what was seen of their candidates: when that was, and what is risky about it. */
export async function takeSightings(
  context: CommandContext,
  serverIds: readonly string[],
  lastSeenAt: Date,
): Promise<AuditableEvent[]> {
  await markServersSeen(context.tx, serverIds, lastSeenAt);
  return refreshServerRisks(context, serverIds);
}

async function comeBack({ tx }: CommandContext, candidateIds: readonly string[]): Promise<AuditableEvent[]> {
  const settled = await listReturnable(tx, candidateIds);
  if (settled.length === 0) return [];
  const facts = await listSeenFacts(
    tx,
    settled.map((candidate) => candidate.id),
  );
  const returned = settled.flatMap(({ id, name, state, dismissedFacts }) => {
    const seen = facts.get(id);
    const changed = dismissedFacts === null || seen === undefined ? [] : whatChanged(dismissedFacts, seen);
    const because = state === "registered" ? [RETIRED] : changed;
    return because.length === 0 ? [] : [{ id, name, because }];
  });
  if (returned.length > 0) await returnCandidates(tx, returned);
  return returned.map(({ id, name, because }) => ({
    type: "candidate.returned",
    subject: { kind: "candidate", id, name },
    detail: { because },
  }));
}

const RETIRED = "Its server was retired, and it still stands in a client's file";
