import { actingTokenId, actorName } from "../../kernel/actor.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { insertImport } from "../import-store.ts";
import { recordImportInput } from "../input.ts";
import { saveBatch } from "../save-batch.ts";
import { saveGone } from "../save-gone.ts";

/**
 * Writes down one import: candidates, where they were seen, what is no longer seen there, and what became of each
 * file. All or nothing. Called by `importFiles`, which has already turned every secret into a fingerprint.
 */
export const recordImport = command({
  name: "record-import",
  permission: "import:create",
  input: recordImportInput,
  run: async (context, { machine, source, files, seenFiles, serverCount, candidates }) => {
    const { tx, actor, now } = context;
    const importId = newId(now);
    const candidateCount = candidates.length;
    const secretCount = candidates.reduce((sum, candidate) => sum + candidate.secrets.length, 0);
    const row = {
      organizationId: actor.organizationId,
      id: importId,
      startedByName: actorName(actor),
      startedByTokenId: actingTokenId(actor),
      machine,
      source,
      files,
      fileCount: files.length,
      serverCount,
      candidateCount,
      newCount: 0,
      secretCount,
      createdAt: now,
      finishedAt: now,
    };
    await insertImport(tx, row);
    const { newCount, events } = await saveBatch(context, importId, candidates);
    const gone = await saveGone(context, importId, seenFiles);
    return {
      result: { importId, candidateCount, newCount, secretCount, goneCount: gone.count },
      events: [
        {
          type: "import.completed",
          subject: { kind: "import", id: importId, name: `${files.length} file(s)` },
          detail: {
            files: files.map((file) => ({ path: file.path, ok: file.ok })),
            machine,
            candidates: candidateCount,
            newCandidates: newCount,
            secretsFound: secretCount,
            sightingsGone: gone.count,
          },
        },
        ...events,
        ...gone.events,
      ],
    };
  },
});
