import { query } from "../../kernel/query.ts";
import { accountInput } from "../input.ts";
import { findUserByAccount } from "../store.ts";

/** The person an identity provider's subject is linked to, or null. */
export const findPersonByAccount = query({
  name: "find-person-by-account",
  permission: "user:sign-in",
  input: accountInput,
  run: async ({ tx, actor }, { issuer, subject }) => {
    const user = await findUserByAccount(tx, { organizationId: actor.organizationId, issuer, subject });
    return user === null ? null : { id: user.id, email: user.email, name: user.name };
  },
});
