import { query } from "../../kernel/query.ts";
import { listForeignPlacesInput } from "../input.ts";
import { listForeignPlaceRows } from "../place-store.ts";

/**
 * Which of these places of named machines answer to somebody else than this program: another token, which is still
 * good, or a person told what is there now. Nothing is foreign to a person.
 */
export const listForeignPlaces = query({
  name: "list-foreign-places",
  permission: "import:create",
  input: listForeignPlacesInput,
  run: async ({ tx, actor, now }, { places }) =>
    actor.kind === "token" ? listForeignPlaceRows(tx, places, { tokenId: actor.tokenId, now }) : [],
});
