import { commentOnRequest } from "#lib/approvals/commands/comment-on-request.ts";
import { apiRoute } from "#lib/doors/api-route.ts";

export const POST = apiRoute(commentOnRequest, {
  says: "Comments on a request, for everybody who sees it.",
  path: { id: "requestId" },
  status: 201,
});
