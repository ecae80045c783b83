import { query } from "../../kernel/query.ts";
import { serverSystemsInput } from "../system-input.ts";
import { listLinksOfServer } from "../system-link-store.ts";

/** The systems a server reaches, by name; at most 200. Times are ISO 8601. */
export const listServerSystems = query({
  name: "list-server-systems",
  permission: "system:read",
  input: serverSystemsInput,
  run: async ({ tx }, { serverId }) =>
    (await listLinksOfServer(tx, serverId)).map(({ system, note, linkedAt }) => ({
      ...system,
      note,
      linkedAt: linkedAt.toISOString(),
    })),
});

export type ServerSystemItem = Awaited<ReturnType<typeof listServerSystems>>[number];
