import { conflict, refused } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { serverRoleInput } from "../input.ts";
import { countServersOfRole } from "../role-preview-store.ts";
import { loadServerRole, lockServerRole, saveServerRole } from "../store.ts";

/** Takes a role out of use: it stays readable and can be given to no server. Refused while servers have it. */
export const archiveServerRole = command({
  name: "archive-server-role",
  permission: "server-role:manage",
  input: serverRoleInput,
  run: async ({ tx, now }, { serverRoleId }) => {
    await lockServerRole(tx, serverRoleId);
    const role = await loadServerRole(tx, { id: serverRoleId });
    const subject = { kind: "server_role", id: role.id, name: role.name };
    if (role.archivedAt !== null) return unchanged(null);
    const { count, isCapped } = await countServersOfRole(tx, serverRoleId);
    if (count > 0) {
      const many = `${count.toLocaleString("en")}${isCapped ? "+" : ""} ${count === 1 ? "server has" : "servers have"}`;
      throw refused(`${many} this role. Give them another one first.`, subject);
    }
    if (!(await saveServerRole(tx, role, { archivedAt: now }, now))) throw conflict("server role");
    return {
      result: null,
      events: [{ type: "server_role.archived", subject, detail: { slug: role.slug } }],
    };
  },
});
