import { apiRoute } from "#lib/doors/api-route.ts";
import { decideItem } from "#lib/reviews/commands/decide-item.ts";

export const POST = apiRoute(decideItem, {
  says: "The reviewer's answer for one item, or its undoing within ten seconds. People only: a token is refused.",
  path: { id: "campaignId" },
});
