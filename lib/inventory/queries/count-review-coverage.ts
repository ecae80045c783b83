import { query } from "../../kernel/query.ts";
import { countReviewsDueBefore, readFigures } from "../coverage-store.ts";
import { countFacets } from "../facet-store.ts";
import { noInput } from "../input.ts";
import { ENVIRONMENTS } from "../model.ts";
import { loadReviewClock } from "../review-clock-store.ts";
import { serverFilterInput } from "../server-list-input.ts";
import { COUNT_LIMIT } from "../server-list-store.ts";
import { countMatchingServers } from "../steps/count-matching-servers.ts";

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;

/**
 * How many servers in use were reviewed in time, are overdue, are due within 30 days, and were never reviewed, over all and
 * by environment. Over all the figures are kept; by environment counting stops at 10,000, and says so.
 */
export const countReviewCoverage = query({
  name: "count-review-coverage",
  permission: "server:read",
  input: noInput,
  run: async ({ tx, now }) => {
    const { in_use: inUse } = await readFigures(tx);
    const [unreviewed] = await countFacets(tx, [{ field: "is", values: ["unreviewed"] }]);
    const overdue = await countReviewsDueBefore(tx, now);
    const due = await countReviewsDueBefore(tx, new Date(now.getTime() + (SOON_DAYS + 1) * DAY_MS));
    const { warnDays, suspendAfterDays } = await loadReviewClock(tx);
    const byEnvironment = [];
    for (const environment of ENVIRONMENTS) {
      const count = (filter: object) =>
        countMatchingServers(
          tx,
          serverFilterInput.parse({ environment: [environment], state: IN_USE, ...filter }),
          COUNT_LIMIT,
          now,
        );
      byEnvironment.push({
        environment,
        inUse: await count({}),
        overdue: await count({ review: "overdue" }),
        neverReviewed: await count({ is: ["unreviewed"] }),
      });
    }
    return {
      inUse,
      overdue,
      dueSoon: due - overdue,
      neverReviewed: unreviewed?.count ?? 0,
      byEnvironment,
      warnDays,
      suspendAfterDays,
    };
  },
});

const IN_USE = ["registered", "active", "suspended"];

export type ReviewCoverage = Awaited<ReturnType<typeof countReviewCoverage>>;
