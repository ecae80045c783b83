import { route } from "#lib/doors/route.ts";
import { listFindings } from "#lib/policy/queries/list-findings.ts";
import { fromSearch } from "../from-search.ts";

/** `GET ?state=&severity=&rule=&environment=&serverId=&ownerId=&limit=&cursor=` -> one page, gravest first. */
export const GET = route(({ actor, search }) =>
  listFindings(actor, fromSearch(search, ["severity", "rule", "environment"])),
);
