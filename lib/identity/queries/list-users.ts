import { query } from "../../kernel/query.ts";
import { noInput } from "../input.ts";
import { normalRoles } from "../model.ts";
import { listUserRows } from "../store.ts";

/** Everybody in the organization, by name; at most 500. Times are ISO 8601. */
export const listUsers = query({
  name: "list-users",
  permission: "user:read",
  input: noInput,
  run: async ({ tx }) =>
    (await listUserRows(tx)).map((user) => ({
      id: user.id,
      email: user.email,
      name: user.name,
      isActive: user.isActive,
      roles: normalRoles(user.roleAssignments.map((assignment) => assignment.role)),
      lastSignedInAt: user.lastSignedInAt?.toISOString() ?? null,
      addedAt: user.createdAt.toISOString(),
    })),
});
