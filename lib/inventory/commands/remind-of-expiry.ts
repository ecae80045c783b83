import { command, unchanged } from "../../kernel/command.ts";
import { someEvents } from "../../kernel/events.ts";
import { REMIND_LIMIT, remindInput } from "../credential-input.ts";
import { markReminded } from "../reminder-store.ts";

/**
 * Tells owner and backup owner, once, of active credentials that end within so many days: one event for each server.
 * At most REMIND_LIMIT credentials at a time; answers how many it were.
 */
export const remindOfExpiry = command({
  name: "remind-of-expiry",
  permission: "credential:remind",
  input: remindInput,
  run: async ({ tx, now }, { days }) => {
    const { credentialCount, servers } = await markReminded(tx, { days, limit: REMIND_LIMIT, now });
    const events = someEvents(
      servers.map(({ id, slug, name, ...reminder }) => ({
        type: "credential.expiry_near" as const,
        subject: { kind: "server", id, name },
        detail: { serverId: id, days, ...reminder, href: `/servers/${slug}?tab=credentials` },
      })),
    );
    return events === null ? unchanged(credentialCount) : { result: credentialCount, events };
  },
});
