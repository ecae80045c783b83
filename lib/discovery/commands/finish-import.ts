import { command } from "../../kernel/command.ts";
import { closeImport } from "../import-store.ts";
import { finishImportInput } from "../input.ts";

/** Closes an import that took more than one transaction, and gives what it found. */
export const finishImport = command({
  name: "finish-import",
  permission: "import:create",
  input: finishImportInput,
  run: async ({ tx, actor, now }, { importId, fileCount, files }) => {
    const found = await closeImport(tx, actor.organizationId, importId, { fileCount, files, at: now });
    return {
      result: found,
      events: [
        {
          type: "import.completed",
          subject: { kind: "import", id: importId, name: `${fileCount} file(s)` },
          detail: {
            machine: found.machine,
            servers: found.serverCount,
            candidates: found.candidateCount,
            newCandidates: found.newCount,
            secretsFound: found.secretCount,
            unread: files.filter((file) => !file.ok).length,
          },
        },
      ],
    };
  },
});
