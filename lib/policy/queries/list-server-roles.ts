import { query } from "../../kernel/query.ts";
import { noInput } from "../input.ts";
import { listServerRoleRows } from "../store.ts";

/** The job profiles servers can be given, by name; at most 200. */
export const listServerRoles = query({
  name: "list-server-roles",
  permission: "server:read",
  input: noInput,
  run: ({ tx }) => listServerRoleRows(tx),
});
