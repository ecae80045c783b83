import { query } from "../../kernel/query.ts";
import { operatorInput } from "../input.ts";
import { normalRoles } from "../model.ts";
import { findFirstAdmin, findUserByEmail } from "../store.ts";

/** The active person of this address, or for null the active administrator added first; null when there is none. */
export const findOperator = query({
  name: "find-operator",
  permission: "user:sign-in",
  input: operatorInput,
  run: async ({ tx, actor }, { email }) => {
    const { organizationId } = actor;
    const user = email === null ? await findFirstAdmin(tx) : await findUserByEmail(tx, organizationId, email);
    if (user === null || !user.isActive) return null;
    const roles = normalRoles(user.roleAssignments.map(({ role }) => role));
    return { id: user.id, email: user.email, name: user.name, roles };
  },
});
