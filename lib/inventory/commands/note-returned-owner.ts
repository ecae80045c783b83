import { command, unchanged } from "../../kernel/command.ts";
import { someEvents } from "../../kernel/events.ts";
import { subjectOf } from "../load-editable.ts";
import { loadPerson, unmarkOrphans } from "../orphan-store.ts";
import { personInput } from "../ownership-input.ts";

const BATCH = 1_000;

/** Notes that an owner who had left is back: their servers are orphans no more. Gives `isMore` while there are more. */
export const noteReturnedOwner = command({
  name: "note-returned-owner",
  permission: "ownership:sweep",
  input: personInput,
  run: async ({ tx }, { userId }) => {
    const person = await loadPerson(tx, userId);
    if (person?.isActive !== true) return unchanged({ noted: 0, isMore: false });
    const servers = await unmarkOrphans(tx, userId, BATCH);
    const result = { noted: servers.length, isMore: servers.length === BATCH };
    const events = someEvents(
      servers.map((server) => ({
        type: "server.owner_returned" as const,
        subject: subjectOf(server),
        detail: { serverId: server.id, owner: person.name },
      })),
    );
    return events === null ? unchanged(result) : { result, events };
  },
});
