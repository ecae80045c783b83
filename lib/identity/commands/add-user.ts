import { AppError } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { addUserInput } from "../input.ts";
import { normalRoles } from "../model.ts";
import { findUserByEmail, insertUser, replaceRoles } from "../store.ts";

/** Adds a person before their first sign-in, so that they can own servers and hold roles. */
export const addUser = command({
  name: "add-user",
  permission: "user:manage",
  input: addUserInput,
  run: async ({ tx, actor, now }, { email, name, roles }) => {
    const { organizationId } = actor;
    if ((await findUserByEmail(tx, organizationId, email)) !== null) {
      throw new AppError("invalid", "One field needs attention.", {
        fields: { email: "There is already a person with this address." },
      });
    }
    const id = newId(now);
    await insertUser(tx, { organizationId, id, email, name, createdAt: now });
    await replaceRoles(tx, { organizationId, id, version: 1 }, normalRoles(roles), now);
    return {
      result: { userId: id },
      events: [{ type: "user.added", subject: { kind: "user", id, name }, detail: { email, roles } }],
    };
  },
});
