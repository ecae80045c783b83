import { notFound } from "#lib/kernel/app-error.ts";
import { query } from "#lib/kernel/query.ts";
import { toEventView } from "../event-view.ts";
import { getEventInput } from "../input.ts";
import { loadEvent } from "../store.ts";

/** One event by its number. @throws AppError `not_found` */
export const getEvent = query({
  name: "get-event",
  permission: "audit:read",
  input: getEventInput,
  run: async ({ tx }, { sequence }) => {
    const event = await loadEvent(tx, BigInt(sequence));
    if (event === null) throw notFound("event");
    return toEventView(event);
  },
});
