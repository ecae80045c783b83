import { query } from "../../kernel/query.ts";
import { noInput } from "../input.ts";
import { listServerRoleRows } from "../store.ts";

/** The job profiles servers can be given, by name; archived ones left out; at most 1,000. */
export const listServerRoles = query({
  name: "list-server-roles",
  permission: "server:read",
  input: noInput,
  run: ({ tx }) => listServerRoleRows(tx),
});
