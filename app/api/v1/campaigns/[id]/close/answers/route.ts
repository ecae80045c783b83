import { apiRoute } from "#lib/doors/api-route.ts";
import { answerBrake } from "#lib/reviews/commands/answer-brake.ts";

export const POST = apiRoute(answerBrake, {
  says: "A second person's answer to a close that would cut off much: confirmed, declined, or taken back by who asked.",
  path: { id: "campaignId" },
});
