import { command } from "#lib/kernel/command.ts";
import { newId } from "#lib/kernel/id.ts";
import { exportGrantsInput } from "../list-input.ts";

/** Puts into the trail that a list of grants is being taken out, before the first of them leaves. */
export const recordGrantsExport = command({
  name: "record-grants-export",
  permission: "grant:export",
  input: exportGrantsInput,
  run: async ({ now }, { search }) => {
    const exportId = newId(now);
    const subject = { kind: "grant_export", id: exportId, name: "Grants as csv" };
    return { result: { exportId }, events: [{ type: "grants.exported", subject, detail: { search } }] };
  },
});
