import { actingTokenId, actorName } from "../../kernel/actor.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { insertImport } from "../import-store.ts";
import { startImportInput } from "../input.ts";

/** Opens an import that takes more than one transaction: a whole home directory, a file of a million servers. */
export const startImport = command({
  name: "start-import",
  permission: "import:create",
  input: startImportInput,
  run: async ({ tx, actor, now }, { machine, source }) => {
    const importId = newId(now);
    await insertImport(tx, {
      organizationId: actor.organizationId,
      id: importId,
      startedByName: actorName(actor),
      startedByTokenId: actingTokenId(actor),
      machine,
      source,
      files: [],
      fileCount: 0,
      serverCount: 0,
      candidateCount: 0,
      newCount: 0,
      secretCount: 0,
      createdAt: now,
      finishedAt: null,
    });
    return {
      result: { importId },
      events: [
        {
          type: "import.started",
          subject: { kind: "import", id: importId, name: machine === "" ? "client files" : machine },
          detail: { machine, source },
        },
      ],
    };
  },
});
