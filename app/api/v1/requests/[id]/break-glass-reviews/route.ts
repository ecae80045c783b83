import { reviewBreakGlass } from "#lib/approvals/commands/review-break-glass.ts";
import { apiRoute } from "#lib/doors/api-route.ts";

export const POST = apiRoute(reviewBreakGlass, {
  says: "Says of a use of break-glass whether it was justified: `{ requestId, state }`.",
  path: { id: "requestId" },
});
