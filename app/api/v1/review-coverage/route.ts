import { apiRoute } from "#lib/doors/api-route.ts";
import { assertKnownParameters } from "#lib/inventory/assert-known-parameters.ts";
import { listReviewCoverage } from "#lib/inventory/queries/list-review-coverage.ts";

export const GET = apiRoute(
  listReviewCoverage,
  {
    says: "One page of servers in use: when each was last reviewed, how often the policy asks for it, by when it is due. The longest overdue first; every filter of the servers list is a parameter.",
    answer: "page",
  },
  ({ actor, search, input }) => {
    assertKnownParameters(search);
    return listReviewCoverage(actor, input);
  },
);
