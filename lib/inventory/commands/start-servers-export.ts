import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { startExportInput } from "../server-export.ts";

/** Puts into the trail that the inventory is being taken out, before the first row leaves. */
export const startServersExport = command({
  name: "start-servers-export",
  permission: "server:export",
  input: startExportInput,
  run: async ({ now }, { search }) => {
    const exportId = newId(now);
    const subject = { kind: "server_export", id: exportId, name: "Servers as CSV" };
    return {
      result: { exportId },
      events: [{ type: "servers.export_started", subject, detail: { search } }],
    };
  },
});
