import { actorId } from "../../kernel/actor.ts";
import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { userInput } from "../input.ts";
import { decideDeactivation } from "../model.ts";
import { countOtherAdmins, deleteSessionsOf, loadUser, setActive } from "../store.ts";

/** Ends a person's access: sessions at once; tokens they made stop working with them. */
export const deactivateUser = command({
  name: "deactivate-user",
  permission: "user:manage",
  input: userInput,
  run: async ({ tx, actor }, { userId }) => {
    const { organizationId } = actor;
    const otherAdmins = await countOtherAdmins(tx, organizationId, userId);
    const user = await loadUser(tx, organizationId, userId);
    const subject = { kind: "user", id: user.id, name: user.name };
    if (!user.isActive) throw refused(`${user.name} is already inactive.`, subject);
    const isAdmin = user.roleAssignments.some((assignment) => assignment.role === "admin");
    const verdict = decideDeactivation({ byUserId: actorId(actor) ?? "", userId, isAdmin, otherAdmins });
    if (!verdict.ok) throw refused(verdict.reason, subject);
    await setActive(tx, { organizationId, id: userId, version: user.version }, false);
    const sessionsEnded = await deleteSessionsOf(tx, organizationId, userId);
    return { result: null, events: [{ type: "user.deactivated", subject, detail: { sessionsEnded } }] };
  },
});
