import { command, unchanged } from "../../kernel/command.ts";
import { recordGoneInput } from "../input.ts";
import { saveGone } from "../save-gone.ts";
import { GONE_LIMIT } from "../sighting-store.ts";

/**
 * Marks as gone what these files showed before an import and show no longer, some thousands of places at a time: call
 * it again while `hasMore`.
 */
export const recordGone = command({
  name: "record-gone",
  permission: "import:create",
  input: recordGoneInput,
  run: async (context, { importId, seenFiles }) => {
    const { count, events } = await saveGone(context, importId, seenFiles);
    const result = { count, hasMore: count >= GONE_LIMIT };
    if (count === 0) return unchanged(result);
    const subject = { kind: "import", id: importId, name: `${seenFiles.length} file(s)` };
    return { result, events: [{ type: "import.sightings_gone", subject, detail: { count } }, ...events] };
  },
});
