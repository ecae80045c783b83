import { command } from "../../kernel/command.ts";
import { finishExportInput } from "../server-export.ts";

/** Puts into the trail how many rows left, and whether that was all of them. */
export const finishServersExport = command({
  name: "finish-servers-export",
  permission: "server:export",
  input: finishExportInput,
  run: async (_context, { exportId, search, rowCount, outcome }) => {
    const subject = { kind: "server_export", id: exportId, name: "Servers as CSV" };
    return {
      result: null,
      events: [{ type: "servers.exported", subject, detail: { search, rows: rowCount, outcome } }],
    };
  },
});
