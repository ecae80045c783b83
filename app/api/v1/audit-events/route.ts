import { listAuditEvents } from "#lib/audit/queries/list-audit-events.ts";
import { route } from "#lib/doors/route.ts";
import { fromSearch } from "../from-search.ts";

/** `GET ?type=&actorId=&subjectId=&serverId=&from=&until=&limit=&cursor=` -> one page of the trail, newest first. */
export const GET = route(({ actor, search }) => listAuditEvents(actor, fromSearch(search)));
