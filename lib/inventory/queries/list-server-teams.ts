import { query } from "../../kernel/query.ts";
import { listKeptFacets } from "../facet-list-store.ts";
import { noInput } from "../input.ts";
import { NO_TEAM } from "../server-list-input.ts";

/** The teams that most servers belong to, by name; at most 20. */
export const listServerTeams = query({
  name: "list-server-teams",
  permission: "server:read",
  input: noInput,
  run: async ({ tx }) => {
    const kept = await listKeptFacets(tx, ["team"], []);
    return kept
      .map(({ value }) => value)
      .filter((team) => team !== NO_TEAM)
      .sort((a, b) => a.localeCompare(b, "en"));
  },
});
