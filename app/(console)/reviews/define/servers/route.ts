import { inWords } from "#app/in-words.ts";
import { route } from "#lib/doors/route.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";

const FOUND_AT_MOST = 8;

/** `GET ?q=` -> the first servers that the list's own search finds, to be named in a review. */
export const GET = route(async ({ actor, search }) => {
  const { items } = await listServers(actor, { q: search.get("q") ?? "", limit: FOUND_AT_MOST });
  return items.map(({ id, name, environment, team }) => ({
    value: id,
    label: name,
    hint: [inWords(environment), team].filter((part) => part !== null && part !== "").join(", "),
  }));
});
