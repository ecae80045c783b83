import { loadServer } from "../../inventory/steps/load-server.ts";
import { query } from "../../kernel/query.ts";
import { commandDigest } from "../command-digest.ts";
import { decideIntrospection } from "../decide-introspection.ts";
import { serverInput } from "../input.ts";
import { type IntrospectionRow, isCommandAllowed, listIntrospectionRows } from "../introspection-store.ts";

const LATEST = 10;

/** The latest introspections of a server, newest first, and whether it may be asked now. Times are ISO 8601. */
export const listIntrospections = query({
  name: "list-introspections",
  permission: "server:read",
  input: serverInput,
  run: async ({ tx, actor }, { serverId }) => {
    const server = await loadServer(tx, { id: serverId });
    const digest = server.command === null ? null : commandDigest(server.command, server.args);
    const isAllowed = digest === null || (await isCommandAllowed(tx, actor.organizationId, digest));
    return {
      commandDigest: digest,
      isCommandAllowed: isAllowed,
      verdict: decideIntrospection(server, isAllowed),
      items: (await listIntrospectionRows(tx, serverId, LATEST)).map(toView),
    };
  },
});

function toView(row: IntrospectionRow) {
  return {
    ...row,
    askedAt: row.askedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
