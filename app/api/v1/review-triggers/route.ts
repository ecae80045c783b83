import { apiRoute } from "#lib/doors/api-route.ts";
import { listTriggers } from "#lib/reviews/queries/list-triggers.ts";
import { wholeList } from "../whole-list.ts";

export const GET = apiRoute(
  listTriggers,
  {
    says: "What can open reviews by itself: whether it is on, how its reviews ask, and the last one.",
    answer: "list",
  },
  async ({ actor }) => wholeList(await listTriggers(actor, {})),
);
