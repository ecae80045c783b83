import { query } from "../../kernel/query.ts";
import { listUsersInput } from "../input.ts";
import { normalRoles } from "../model.ts";
import { listUserRows } from "../store.ts";

/** The organization's people, by name; the first 500 of those whose name or address holds `search`. Times are ISO 8601. */
export const listUsers = query({
  name: "list-users",
  permission: "user:read",
  input: listUsersInput,
  run: async ({ tx }, { search }) =>
    (await listUserRows(tx, search)).map((user) => ({
      id: user.id,
      email: user.email,
      name: user.name,
      isActive: user.isActive,
      managerId: user.managerId,
      roles: normalRoles(user.roleAssignments.map((assignment) => assignment.role)),
      lastSignedInAt: user.lastSignedInAt?.toISOString() ?? null,
      addedAt: user.createdAt.toISOString(),
    })),
});
