import { askForChanges } from "#lib/approvals/commands/ask-for-changes.ts";
import { apiRoute } from "#lib/doors/api-route.ts";

export const POST = apiRoute(askForChanges, {
  says: "Asks for changes: the request waits until whoever asked sends it again.",
  path: { id: "requestId" },
  status: 201,
});
