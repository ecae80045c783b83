import { resubmitRequest } from "#lib/approvals/commands/resubmit-request.ts";
import { apiRoute } from "#lib/doors/api-route.ts";

export const POST = apiRoute(resubmitRequest, {
  says: "Sends a request again, changed: `{ requestId, title }` of the one that takes its place.",
  path: { id: "requestId" },
  status: 201,
});
