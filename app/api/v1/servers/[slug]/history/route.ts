import type { z } from "zod";
import type { listServerHistoryInput } from "#lib/audit/input.ts";
import { listServerHistory } from "#lib/audit/queries/list-server-history.ts";
import { route } from "#lib/doors/route.ts";
import { getServerId } from "#lib/inventory/queries/get-server-id.ts";
import { fromSearch } from "../../../from-search.ts";
import { pathParam } from "../../../path-param.ts";

/** `GET ?limit=&cursor=` -> what happened to the server, newest first. */
export const GET = route(async ({ actor, params, search }) => {
  const serverId = await getServerId(actor, { slug: pathParam(params, "slug") });
  const page = fromSearch<Pick<z.input<typeof listServerHistoryInput>, "cursor" | "limit">>(search);
  return listServerHistory(actor, { ...page, serverId });
});
