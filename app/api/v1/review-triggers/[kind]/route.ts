import { apiRoute } from "#lib/doors/api-route.ts";
import { changeTrigger } from "#lib/reviews/commands/change-trigger.ts";

export const PUT = apiRoute(changeTrigger, {
  says: "Turns on or off that something opens reviews by itself, and says how these ask (people only).",
});
