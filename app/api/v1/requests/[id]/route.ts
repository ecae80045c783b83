import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { apiRoute } from "#lib/doors/api-route.ts";

export const GET = apiRoute(getRequest, {
  says: "One request: what is asked, what changed, who decides, and what the caller may do.",
  path: { id: "requestId" },
});
