import { query } from "../../kernel/query.ts";
import { FILES_MAX, listUnseenPathsInput } from "../input.ts";
import { listUnseenPathRows } from "../sighting-store.ts";

/** Files of this machine, inside this folder, that showed servers before and that this import has not met; at most 500. */
export const listUnseenPaths = query({
  name: "list-unseen-paths",
  permission: "import:create",
  input: listUnseenPathsInput,
  run: ({ tx }, { importId, machine, folder }) =>
    listUnseenPathRows(tx, { importId, machine, folder, limit: FILES_MAX }),
});
