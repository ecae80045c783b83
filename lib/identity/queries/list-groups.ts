import { query } from "../../kernel/query.ts";
import { listGroupRows } from "../group-store.ts";
import { noInput } from "../input.ts";

/** The organization's groups, by name, with everybody in them. */
export const listGroups = query({
  name: "list-groups",
  permission: "group:read",
  input: noInput,
  run: async ({ tx }) =>
    (await listGroupRows(tx)).map(({ id, name, description, version, members }) => ({
      id,
      name,
      description,
      version,
      members: members.map(({ user }) => user),
    })),
});
