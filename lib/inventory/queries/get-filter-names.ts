import { query } from "../../kernel/query.ts";
import { loadFilterNames } from "../filter-name-store.ts";
import { serverFilterInput } from "../server-list-input.ts";

const UUID = /^[0-9a-f]{8}-/i;

/** What the people, roles and systems that a filter of the servers list chooses are called: by field, by id. */
export const getFilterNames = query({
  name: "get-filter-names",
  permission: "server:read",
  input: serverFilterInput,
  run: async ({ tx }, { ownerId, backupOwnerId, serverRoleId, systemId }) => {
    const ids = (values: readonly string[]) => values.filter((value) => UUID.test(value));
    const chosen = {
      ownerId: ids(ownerId),
      backupOwnerId: ids(backupOwnerId),
      serverRoleId: ids(serverRoleId),
      systemId,
    };
    const names = await loadFilterNames(tx, {
      userIds: [...chosen.ownerId, ...chosen.backupOwnerId],
      serverRoleIds: chosen.serverRoleId,
      systemIds: chosen.systemId,
    });
    return Object.fromEntries(
      Object.entries(chosen).map(([field, values]) => [field, namesOf(values, names)]),
    );
  },
});

function namesOf(ids: readonly string[], names: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(ids.flatMap((id) => (names.has(id) ? [[id, names.get(id) ?? ""]] : [])));
}
