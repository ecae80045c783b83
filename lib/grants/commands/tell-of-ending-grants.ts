import { command, unchanged } from "#lib/kernel/command.ts";
import { someEvents } from "#lib/kernel/events.ts";
import { markEndingTold } from "../ending-notice-store.ts";
import { noInput } from "../input.ts";

/** A sweep comes back for the rest. */
export const ENDINGS_AT_ONCE = 1_000;

/** As an event's path may be. */
const PATH_LENGTH_MAX = 500;

/**
 * Tells owner and backup owner, once, of grants that are about to end, with where to ask that they last longer: one
 * event for each server. Answers how many grants it were, at most ENDINGS_AT_ONCE.
 */
export const tellOfEndingGrants = command({
  name: "tell-of-ending-grants",
  permission: "grant:remind",
  input: noInput,
  run: async ({ tx, actor, now }) => {
    const { grantCount, servers } = await markEndingTold(tx, {
      organizationId: actor.organizationId,
      now,
      limit: ENDINGS_AT_ONCE,
    });
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
          href: extendHref(slug, grants),
        },
      })),
    );
    return events === null ? unchanged({ grantCount }) : { result: { grantCount }, events };
  },
});

/** Where to ask for just these, or, where so many do not fit into a path, for whatever is about to end there. */
function extendHref(slug: string, grants: readonly { id: string }[]): string {
  const page = `/servers/${slug}/extend`;
  const withIds = `${page}?grants=${grants.map(({ id }) => id).join(",")}`;
  return withIds.length <= PATH_LENGTH_MAX ? withIds : page;
}
