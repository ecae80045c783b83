import { breakGlass } from "#lib/approvals/commands/break-glass.ts";
import { listBreakGlass } from "#lib/approvals/queries/list-break-glass.ts";
import { apiRoute } from "#lib/doors/api-route.ts";

export const GET = apiRoute(listBreakGlass, {
  says: "Uses of break-glass, those that are due for review first; `toReview=true` for what two others have not reviewed.",
  answer: "list",
});

export const POST = apiRoute(breakGlass, {
  says: "Breaks the glass, for those whom the approval policy names: `{ requestId, title, endsAt }`.",
  status: 201,
});
