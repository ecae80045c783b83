import { route } from "#lib/doors/route.ts";
import { countMyUnreadNotices } from "#lib/notifications/queries/count-my-unread-notices.ts";

/** How many notices the person has not read: what the bell asks from time to time. */
export const GET = route(async ({ actor }) => ({ count: await countMyUnreadNotices(actor, {}) }));
