import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { createServerRoleInput } from "../input.ts";
import { insertServerRole } from "../store.ts";

/** Adds a job profile that servers can be given as their ceiling. */
export const createServerRole = command({
  name: "create-server-role",
  permission: "server-role:manage",
  input: createServerRoleInput,
  run: async ({ tx, actor, now }, role) => {
    const id = newId(now);
    const isNew = await insertServerRole(tx, {
      ...role,
      organizationId: actor.organizationId,
      id,
      createdAt: now,
    });
    const subject = { kind: "server_role", id, name: role.name };
    if (!isNew) throw refused(`There is already a server role ${role.slug}. Choose another slug.`, subject);
    const { slug, maxImpact, maxScopeBreadth, maxCredentialDays } = role;
    return {
      result: { serverRoleId: id },
      events: [
        {
          type: "server_role.created",
          subject,
          detail: { slug, maxImpact, maxScopeBreadth, maxCredentialDays },
        },
      ],
    };
  },
});
