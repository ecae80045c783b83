import { command } from "../../kernel/command.ts";
import { removeScopeInput } from "../input.ts";
import { loadEditable } from "../load-editable.ts";
import { saveIdentity } from "../save-identity.ts";
import { deleteScope } from "../scope-store.ts";

/** Takes a scope off a server's record, once it is gone downstream. */
export const removeScope = command({
  name: "remove-scope",
  permission: "server:edit",
  input: removeScopeInput,
  run: async (context, { serverId, scopeId }) => {
    const server = await loadEditable(context, serverId);
    const { name, system, breadth } = await deleteScope(context.tx, serverId, scopeId);
    const changed = await saveIdentity(context, server, server, { scopeRemoved: name });
    const subject = { kind: "scope", id: scopeId, name };
    const detail = { serverId, server: server.name, system, breadth };
    return { result: { serverId }, events: [{ type: "scope.removed", subject, detail }, ...changed] };
  },
});
