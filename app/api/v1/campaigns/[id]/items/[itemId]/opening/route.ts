import { apiRoute } from "#lib/doors/api-route.ts";
import { openItem } from "#lib/reviews/commands/open-item.ts";

export const POST = apiRoute(openItem, {
  says: "Says that the item's reviewer has it before them. What is of high risk is opened before it is answered; people only.",
  path: { id: "campaignId" },
});
