import { command } from "../../kernel/command.ts";
import { addToImport } from "../import-store.ts";
import { recordImportBatchInput } from "../input.ts";
import { saveBatch } from "../save-batch.ts";

/** Writes down the next servers of an open import, already free of secrets. All of them or none. */
export const recordImportBatch = command({
  name: "record-import-batch",
  permission: "import:create",
  input: recordImportBatchInput,
  run: async (context, { importId, serverCount, candidates }) => {
    const { newCount, secretCount, events } = await saveBatch(context, importId, candidates);
    const counts = { serverCount, candidateCount: candidates.length, newCount, secretCount };
    await addToImport(context.tx, importId, counts);
    return {
      result: counts,
      events: [
        {
          type: "import.continued",
          subject: { kind: "import", id: importId, name: `${serverCount} server(s)` },
          detail: {
            servers: serverCount,
            candidates: candidates.length,
            newCandidates: newCount,
            secretsFound: secretCount,
          },
        },
        ...events,
      ],
    };
  },
});
