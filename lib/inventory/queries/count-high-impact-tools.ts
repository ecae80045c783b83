import { query } from "../../kernel/query.ts";
import { readFigures } from "../coverage-store.ts";
import { noInput } from "../input.ts";

/**
 * `{ offered, approved }`: tools that change data, execute or touch a regulated system on active servers, and how
 * many of them are enabled by an approval; the rest break the rule high_impact_without_approval. Disabled tools are
 * out of the count: nobody can use them.
 */
export const countHighImpactTools = query({
  name: "count-high-impact-tools",
  permission: "server:read",
  input: noInput,
  run: async ({ tx }) => {
    const { offered_high_impact: offered, approved_high_impact: approved } = await readFigures(tx);
    return { offered, approved };
  },
});
