import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { createServerRoleInput } from "../input.ts";
import { ROLES_MAX } from "../model.ts";
import { ceilingsOf } from "../role-ceilings.ts";
import { insertServerRole, lockAndCountServerRoles } from "../store.ts";

/** Adds a job profile that servers can be given as their ceiling. */
export const createServerRole = command({
  name: "create-server-role",
  permission: "server-role:manage",
  input: createServerRoleInput,
  run: async ({ tx, actor, now }, role) => {
    const id = newId(now);
    if ((await lockAndCountServerRoles(tx, actor.organizationId)) >= ROLES_MAX) {
      const everything = { kind: "server_role", id: null, name: role.name };
      throw refused(`There are ${ROLES_MAX} server roles already. Use one of them, or edit one.`, everything);
    }
    const isNew = await insertServerRole(tx, {
      ...role,
      organizationId: actor.organizationId,
      id,
      createdAt: now,
    });
    const subject = { kind: "server_role", id, name: role.name };
    if (!isNew) throw refused(`There is already a server role ${role.slug}. Choose another slug.`, subject);
    return {
      result: { serverRoleId: id },
      events: [
        {
          type: "server_role.created",
          subject,
          detail: { slug: role.slug, ...ceilingsOf(role) },
        },
      ],
    };
  },
});
