import { query } from "../../kernel/query.ts";
import { countReviewsDueBefore, readFigures } from "../coverage-store.ts";
import { countFacets } from "../facet-store.ts";
import { noInput } from "../input.ts";

const STATES = ["registered", "active", "suspended", "retired"] as const;

/** How many servers there are and how well they are governed; retired ones apart. Owners count while active. */
export const countServers = query({
  name: "count-servers",
  permission: "server:read",
  input: noInput,
  run: async ({ tx, now }) => {
    const figures = await readFigures(tx);
    const states = await countFacets(tx, [{ field: "state", values: STATES }]);
    const inState = (state: (typeof STATES)[number]) =>
      states.find(({ value }) => value === state)?.count ?? 0;
    return {
      total: figures.governed,
      retired: inState("retired"),
      byState: {
        registered: inState("registered"),
        active: inState("active"),
        suspended: inState("suspended"),
      },
      inProduction: figures.production,
      withOwner: figures.owned,
      withBackupOwner: figures.backed_up,
      inProductionWithBackupOwner: figures.production_backed_up,
      withCredentials: figures.credentialed,
      /** Of those with credentials: servers whose every active credential has an end. */
      withExpiryOnAllCredentials: figures.credentials_expire,
      reviewOverdue: await countReviewsDueBefore(tx, now),
    };
  },
});
