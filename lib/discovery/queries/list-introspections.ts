import { loadServer } from "../../inventory/steps/load-server.ts";
import type { Tx } from "../../kernel/db.ts";
import { query } from "../../kernel/query.ts";
import { commandDigest } from "../command-digest.ts";
import { decideIntrospection } from "../decide-introspection.ts";
import { serverInput } from "../input.ts";
import { isCommandAllowed, listIntrospectionRows } from "../introspection-store.ts";
import { introspectionView } from "../introspection-view.ts";
import { loadDefaultInterval, loadSchedule } from "../schedule-store.ts";

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
      schedule: await scheduleOf(tx, actor.organizationId, serverId),
      items: (await listIntrospectionRows(tx, serverId, LATEST)).map(introspectionView),
    };
  },
});

async function scheduleOf(tx: Tx, organizationId: string, serverId: string) {
  const own = await loadSchedule(tx, organizationId, serverId);
  return {
    ownInterval: own?.ownInterval ?? null,
    defaultInterval: (await loadDefaultInterval(tx, organizationId)).interval,
    nextAt: own?.nextAt?.toISOString() ?? null,
    failureCount: own?.failureCount ?? 0,
    heldReason: own?.heldReason ?? null,
  };
}
