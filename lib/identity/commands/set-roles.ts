import { actorId } from "../../kernel/actor.ts";
import { refused } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { setRolesInput } from "../input.ts";
import { decideRoleChange, normalRoles } from "../model.ts";
import { countOtherAdmins, loadUser, replaceRoles } from "../store.ts";

/** Replaces a person's roles. The last administrator keeps theirs. */
export const setRoles = command({
  name: "set-roles",
  permission: "user:manage",
  input: setRolesInput,
  run: async ({ tx, actor, now }, { userId, roles }) => {
    const { organizationId } = actor;
    const otherAdmins = await countOtherAdmins(tx, organizationId, userId);
    const user = await loadUser(tx, organizationId, userId);
    const before = normalRoles(user.roleAssignments.map((assignment) => assignment.role));
    const after = normalRoles(roles);
    if (before.join() === after.join()) return unchanged(null);
    const subject = { kind: "user", id: user.id, name: user.name };
    const verdict = decideRoleChange({ byUserId: actorId(actor) ?? "", userId, before, after, otherAdmins });
    if (!verdict.ok) throw refused(verdict.reason, subject);
    await replaceRoles(tx, { organizationId, id: userId, version: user.version }, after, now);
    return {
      result: null,
      events: [{ type: "user.roles_changed", subject, detail: { roles: { before, after } } }],
    };
  },
});
