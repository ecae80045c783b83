import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { apiRoute } from "#lib/doors/api-route.ts";

export const POST = apiRoute(decideRequest, {
  says: "Approves or rejects a request: what became of it.",
  path: { id: "requestId" },
});
