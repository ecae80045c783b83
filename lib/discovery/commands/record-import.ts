import { actorName } from "../../kernel/actor.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import {
  insertImport,
  type KnownCandidate,
  lockKnownCandidates,
  upsertCandidates,
  upsertSightings,
} from "../candidate-store.ts";
import { recordImportInput } from "../input.ts";
import type { Candidate } from "../model.ts";

/**
 * Writes down one import: candidates, where they were seen, and what became of each file. All or nothing. Called by
 * `importFiles`, which has already turned every secret into a fingerprint.
 */
export const recordImport = command({
  name: "record-import",
  permission: "import:create",
  input: recordImportInput,
  run: async ({ tx, actor, now }, { files, candidates }) => {
    const { organizationId } = actor;
    const importId = newId(now);
    const known = await lockKnownCandidates(
      tx,
      candidates.map((candidate) => candidate.identityKey),
    );
    const byIdentity = new Map(known.map((candidate) => [candidate.identityKey, candidate]));
    const rows = candidates.map((candidate) =>
      together(candidate, byIdentity.get(candidate.identityKey), now),
    );
    const secretCount = candidates.reduce((sum, candidate) => sum + candidate.secrets.length, 0);
    await insertImport(tx, {
      organizationId,
      id: importId,
      startedByName: actorName(actor),
      files,
      candidateCount: candidates.length,
      secretCount,
      createdAt: now,
    });
    const written = await upsertCandidates(tx, organizationId, rows, now);
    await upsertSightings(tx, organizationId, importId, sightingRows(candidates, written), now);
    const newCount = [...written.values()].filter((row) => row.isNew).length;
    return {
      result: { importId, candidateCount: candidates.length, newCount, secretCount },
      events: [
        {
          type: "import.completed",
          subject: { kind: "import", id: importId, name: `${files.length} file(s)` },
          detail: {
            files: files.map((file) => ({ path: file.path, ok: file.ok })),
            candidates: candidates.length,
            newCandidates: newCount,
            secretsFound: secretCount,
          },
        },
      ],
    };
  },
});

/** What this import and all before it say of one candidate. */
function together(candidate: Candidate, known: KnownCandidate | undefined, at: Date) {
  return {
    candidate,
    id: known?.id ?? newId(at),
    secrets: distinct(
      [...(known?.secrets ?? []), ...candidate.secrets],
      (one) => `${one.place} ${one.fingerprint}`,
    ),
    risks: distinct([...(known?.risks ?? []), ...candidate.risks], (one) => `${one.id} ${one.explanation}`),
    environmentNames: [
      ...new Set([...(known?.environmentNames ?? []), ...candidate.environmentNames]),
    ].sort(),
  };
}

function sightingRows(candidates: readonly Candidate[], written: Map<string, { id: string }>) {
  return candidates.flatMap((candidate) => {
    const candidateId = written.get(candidate.identityKey)?.id;
    if (candidateId === undefined) return [];
    return candidate.sightings.map(({ client, path, server }) => ({
      candidateId,
      client,
      path,
      declaredName: server.name,
      isDisabled: server.disabled,
    }));
  });
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
