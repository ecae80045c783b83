import { query } from "../../kernel/query.ts";
import { FILES_MAX, listUnseenPathsInput } from "../input.ts";
import { listUnseenPathRows } from "../unseen-store.ts";

/**
 * Files of this machine, inside this folder, that showed servers before and that this import (null: none began yet) has
 * not met; by path, after this one, at most 500.
 */
export const listUnseenPaths = query({
  name: "list-unseen-paths",
  permission: "import:create",
  input: listUnseenPathsInput,
  run: ({ tx }, where) => listUnseenPathRows(tx, { ...where, limit: FILES_MAX }),
});
