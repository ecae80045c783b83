import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { userInput } from "../input.ts";
import { loadUser, setActive } from "../store.ts";

/** Lets a person sign in again. */
export const reactivateUser = command({
  name: "reactivate-user",
  permission: "user:manage",
  input: userInput,
  run: async ({ tx, actor }, { userId }) => {
    const user = await loadUser(tx, actor.organizationId, userId);
    const subject = { kind: "user", id: user.id, name: user.name };
    if (user.isActive) throw refused(`${user.name} is already active.`, subject);
    await setActive(tx, { organizationId: actor.organizationId, id: userId, version: user.version }, true);
    return { result: null, events: [{ type: "user.reactivated", subject, detail: {} }] };
  },
});
