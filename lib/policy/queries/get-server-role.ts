import { query } from "../../kernel/query.ts";
import { serverRoleBySlugInput } from "../input.ts";
import { countServersOfRole } from "../role-preview-store.ts";
import { loadServerRole } from "../store.ts";

/** One job profile, and how many servers have it (capped). @throws AppError `not_found` */
export const getServerRole = query({
  name: "get-server-role",
  permission: "server:read",
  input: serverRoleBySlugInput,
  run: async ({ tx }, { slug }) => {
    const { archivedAt, ...role } = await loadServerRole(tx, { slug });
    return {
      ...role,
      archivedAt: archivedAt?.toISOString() ?? null,
      servers: await countServersOfRole(tx, role.id),
    };
  },
});
