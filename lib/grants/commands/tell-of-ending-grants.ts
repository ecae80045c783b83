import { command, unchanged } from "#lib/kernel/command.ts";
import { someEvents } from "#lib/kernel/events.ts";
import { markEndingTold } from "../ending-notice-store.ts";
import { noInput } from "../input.ts";

/** A sweep comes back for the rest. */
export const ENDINGS_AT_ONCE = 200;

/** As many as one request extends. */
const EXTENDED_AT_ONCE = 50;

/**
 * Tells owner and backup owner, once, of grants that are about to end, with where to ask that they last longer: one
 * event for each server. Answers how many grants it were, at most ENDINGS_AT_ONCE.
 */
export const tellOfEndingGrants = command({
  name: "tell-of-ending-grants",
  permission: "grant:remind",
  input: noInput,
  run: async ({ tx, now }) => {
    const { grantCount, servers } = await markEndingTold(tx, { now, limit: ENDINGS_AT_ONCE });
    const events = someEvents(
      servers.map(({ id, slug, name, grants, notify }) => ({
        type: "grant.ending" as const,
        subject: { kind: "server", id, name },
        detail: {
          serverId: id,
          grants: grants.slice(0, 5).map((grant) => grant.name),
          grantCount: grants.length,
          firstEndsAt: grants[0]?.expiresAt.toISOString() ?? null,
          notify,
          href: `/servers/${slug}/extend?grants=${grants
            .slice(0, EXTENDED_AT_ONCE)
            .map((grant) => grant.id)
            .join(",")}`,
        },
      })),
    );
    return events === null ? unchanged({ grantCount }) : { result: { grantCount }, events };
  },
});
