import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { addScopeInput } from "../input.ts";
import { loadEditable, subjectOf } from "../load-editable.ts";
import { saveIdentity } from "../save-identity.ts";
import { insertScope, listScopeRows } from "../scope-store.ts";

/** Records what a server's identity may do downstream. A new scope changes what was approved. */
export const addScope = command({
  name: "add-scope",
  permission: "server:edit",
  input: addScopeInput,
  run: async (context, { serverId, name, system, breadth }) => {
    const { tx, actor, now } = context;
    const server = await loadEditable(context, serverId);
    const held = await listScopeRows(tx, serverId);
    if (held.some((scope) => scope.name === name)) {
      throw refused(`${server.name} already has the scope ${name}.`, subjectOf(server));
    }
    const scopeId = newId(now);
    const { organizationId } = actor;
    await insertScope(tx, { organizationId, id: scopeId, serverId, name, system, breadth, addedAt: now });
    const changed = await saveIdentity(context, server, server, { scopeAdded: name });
    const subject = { kind: "scope", id: scopeId, name };
    const detail = { serverId, server: server.name, system, breadth };
    return { result: { scopeId }, events: [{ type: "scope.added", subject, detail }, ...changed] };
  },
});
