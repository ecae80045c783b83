import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { configurationRisks } from "../inventory/configuration-risks.ts";
import type { CommandContext } from "../kernel/command.ts";
import type { AuditableEvent } from "../kernel/events.ts";
import { newId } from "../kernel/id.ts";
import { followSightings } from "./follow-sightings.ts";
import {
  type KnownCandidate,
  lockKnownCandidates,
  upsertCandidates,
  type WrittenCandidate,
} from "./import-store.ts";
import type { Candidate, SafeServer, Sighting } from "./model.ts";
import {
  replaceSecrets,
  type SecretRow,
  type SightingRow,
  summarizeCandidates,
  upsertSightings,
  type WrittenSighting,
} from "./sighting-store.ts";

export interface SavedBatch {
  newCount: number;
  secretCount: number;
  /** Servers whose risks changed, candidates that came back. */
  events: AuditableEvent[];
}

/**
 * Writes down candidates with their sightings and secrets: one statement for each table, however many there are. The
 * caller bounds how many come at once.
 */
export async function saveBatch(
  context: CommandContext,
  importId: string,
  candidates: readonly Candidate[],
): Promise<SavedBatch> {
  if (candidates.length === 0) return { newCount: 0, secretCount: 0, events: [] };
  const { tx, actor, now } = context;
  const { organizationId } = actor;
  const keys = candidates.map((candidate) => candidate.identityKey);
  const known = new Map((await lockKnownCandidates(tx, keys)).map((row) => [row.identityKey, row]));
  const rows = candidates.map((candidate) => together(candidate, known.get(candidate.identityKey), now));
  const written = await upsertCandidates(tx, organizationId, rows, now);
  const sightings = await upsertSightings(
    tx,
    organizationId,
    importId,
    sightingRows(candidates, written),
    now,
  );
  const secrets = secretRows(candidates, written, sightings);
  await replaceSecrets(
    tx,
    organizationId,
    sightings.map((sighting) => sighting.id),
    secrets,
    now,
  );
  const changed = sightings.filter((sighting) => sighting.isChanged).map((sighting) => sighting.candidateId);
  await summarizeCandidates(tx, [...new Set([...changed, ...secrets.map((row) => row.candidateId)])], now);
  return {
    newCount: written.filter((row) => row.isNew).length,
    secretCount: secrets.length,
    events: await followSightings(
      context,
      written.map((row) => row.id),
    ),
  };
}

/** What this import and all before it say of one candidate. */
function together(candidate: Candidate, known: KnownCandidate | undefined, at: Date) {
  return {
    candidate,
    id: known?.id ?? newId(at),
    risks: distinct([...(known?.risks ?? []), ...candidate.risks], (one) => `${one.id} ${one.explanation}`),
    environmentNames: [
      ...new Set([...(known?.environmentNames ?? []), ...candidate.environmentNames]),
    ].sort(),
  };
}

function sightingRows(candidates: readonly Candidate[], written: readonly WrittenCandidate[]): SightingRow[] {
  const ids = new Map(written.map((row) => [row.identityKey, row.id]));
  return candidates.flatMap((candidate) => {
    const candidateId = ids.get(candidate.identityKey);
    if (candidateId === undefined) return [];
    return candidate.sightings.map(({ machine, client, path, server }) => ({
      candidateId,
      machine,
      client,
      path,
      declaredName: server.name,
      isDisabled: server.disabled,
      connectionDigest: connectionDigest(server),
      environmentNames: Object.keys(server.env).sort(),
      risks: configurationRisks(server),
    }));
  });
}

function secretRows(
  candidates: readonly Candidate[],
  written: readonly WrittenCandidate[],
  sightings: readonly WrittenSighting[],
): SecretRow[] {
  const candidateIds = new Map(written.map((row) => [row.identityKey, row.id]));
  const sightingIds = new Map(
    sightings.map((row) => [placeKey(row.candidateId, row, row.declaredName), row.id]),
  );
  return candidates.flatMap((candidate) => {
    const candidateId = candidateIds.get(candidate.identityKey) ?? "";
    return candidate.sightings.flatMap((sighting) => {
      const sightingId = sightingIds.get(placeKey(candidateId, sighting, sighting.server.name));
      if (sightingId === undefined) return [];
      return sighting.secrets.map((secret) => ({ ...secret, sightingId, candidateId }));
    });
  });
}

function placeKey(
  candidateId: string,
  { machine, client, path }: Pick<Sighting, "machine" | "path"> & { client: string },
  declaredName: string,
): string {
  return JSON.stringify([candidateId, machine, client, path, declaredName]);
}

/** Equal for two declarations that start or reach the same thing in the same way; made of a server without secrets. */
function connectionDigest({ transport, command, args, url, package: launched }: SafeServer): string {
  const text = canonicalize({ transport, command, args, url, version: launched?.version ?? null });
  return createHash("sha256")
    .update(text ?? "")
    .digest("hex")
    .slice(0, 32);
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
