import { route } from "#lib/doors/route.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";

const FOUND_AT_MOST = 8;

/** `GET ?q=` -> the first servers that the list's own search finds, as places of the palette. */
export const GET = route(async ({ actor, search }) => {
  const { items } = await listServers(actor, { q: search.get("q") ?? "", limit: FOUND_AT_MOST });
  return items.map(({ name, slug }) => ({ label: name, href: `/servers/${slug}`, group: "Server" }));
});
