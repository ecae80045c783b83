import { apiRoute } from "#lib/doors/api-route.ts";
import { decideItems } from "#lib/reviews/commands/decide-items.ts";

export const POST = apiRoute(decideItems, {
  says: "One answer for many items of low risk that wait for the caller. People only: a token is refused.",
  path: { id: "campaignId" },
});
