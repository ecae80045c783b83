import { command, unchanged } from "#lib/kernel/command.ts";
import { someEvents } from "#lib/kernel/events.ts";
import { serverInput } from "../input.ts";
import { suspendDrifted } from "../steps/suspend-drifted.ts";

/**
 * Suspends every grant of a server that is bound to a definition or an identity that is no longer there (product
 * rule 2). Looks at what is, not at what an event said, so it may run any number of times; the reason says what
 * differs now.
 */
export const suspendDriftedGrants = command({
  name: "suspend-drifted-grants",
  permission: "grant:suspend",
  input: serverInput,
  run: async (context, { serverId }) => {
    const { grantIds, events: collected } = await suspendDrifted(context, serverId);
    const events = someEvents(collected);
    const result = { suspended: grantIds };
    return events === null ? unchanged(result) : { result, events };
  },
});
