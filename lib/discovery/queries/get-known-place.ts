import { query } from "../../kernel/query.ts";
import { getKnownPlaceInput } from "../input.ts";
import { isKnownPlace } from "../unseen-store.ts";

/** Whether this machine's file at this path, or a file below it, ever showed a server, be it gone by now. */
export const getKnownPlace = query({
  name: "get-known-place",
  permission: "import:create",
  input: getKnownPlaceInput,
  run: async ({ tx }, { machine, path }) => machine !== "" && (await isKnownPlace(tx, machine, path)),
});
