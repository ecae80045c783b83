import { listAuditEvents } from "#lib/audit/queries/list-audit-events.ts";
import { apiRoute } from "#lib/doors/api-route.ts";

export const GET = apiRoute(listAuditEvents, {
  says: "One page of the audit trail, newest first.",
  answer: "page",
});
