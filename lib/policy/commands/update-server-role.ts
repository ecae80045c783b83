import { conflict } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { changes } from "../../kernel/events.ts";
import { updateServerRoleInput } from "../input.ts";
import { ceilingsOf } from "../role-ceilings.ts";
import { loadServerRole, saveServerRole } from "../store.ts";

/** Changes a job profile. Servers that have it are evaluated anew by the event, in batches. */
export const updateServerRole = command({
  name: "update-server-role",
  permission: "server-role:manage",
  input: updateServerRoleInput,
  run: async ({ tx, now }, { serverRoleId, version, ...wanted }) => {
    const before = await loadServerRole(tx, { id: serverRoleId });
    if (before.archivedAt !== null || before.version !== version) throw conflict("server role");
    const told = ({ name, description, ...rest }: typeof wanted) => ({
      name,
      description,
      ...ceilingsOf(rest),
    });
    const changed = changes(told(before as typeof wanted), told(wanted));
    if (Object.keys(changed).length === 0) return unchanged({ slug: before.slug });
    if (!(await saveServerRole(tx, before, wanted, now))) throw conflict("server role");
    return {
      result: { slug: before.slug },
      events: [
        {
          type: "server_role.changed",
          subject: { kind: "server_role", id: serverRoleId, name: wanted.name },
          detail: { slug: before.slug, ...changed },
        },
      ],
    };
  },
});
