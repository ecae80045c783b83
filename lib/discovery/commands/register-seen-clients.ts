import { addSeenConsumers } from "../../inventory/steps/add-seen-consumers.ts";
import { findSeenConsumers } from "../../inventory/steps/find-seen-consumers.ts";
import { AppError } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { someEvents } from "../../kernel/events.ts";
import { seenClientKey, seenClientName } from "../client-name.ts";
import { registerSeenClientsInput } from "../input.ts";
import { isConsumerClient } from "../model.ts";
import { findSeenClientRows } from "../seen-client-store.ts";

/**
 * Puts clients that files show on record as consumers, so that what they use can be approved or taken away. It gives
 * them nothing. Those on record already stay as they are.
 */
export const registerSeenClients = command({
  name: "register-seen-clients",
  permission: "consumer:manage",
  input: registerSeenClientsInput,
  run: async (context, { clients, ownerId }) => {
    const { tx } = context;
    const shown = (await findSeenClientRows(tx, clients)).filter(({ client }) => isConsumerClient(client));
    if (shown.length < new Set(clients.map(seenClientKey)).size) {
      throw new AppError("invalid", "No client file shows one of these any more. Load the list again.");
    }
    const known = new Set((await findSeenConsumers(tx, shown)).map(seenClientKey));
    const fresh = shown.filter((one) => !known.has(seenClientKey(one)));
    const result = { added: fresh.length, known: known.size };
    if (fresh.length === 0) return unchanged(result);
    const events = await addSeenConsumers(
      context,
      ownerId,
      fresh.map(({ client, machine, serverCount, candidateCount, firstSeenAt, lastSeenAt }) => ({
        ...{ client, machine, name: seenClientName({ client, machine }) },
        evidence: {
          ...{ servers: serverCount, unregistered: candidateCount },
          firstSeenAt: firstSeenAt?.toISOString() ?? null,
          lastSeenAt: lastSeenAt?.toISOString() ?? null,
        },
      })),
    );
    const all = someEvents(events);
    return all === null ? unchanged(result) : { result, events: all };
  },
});
