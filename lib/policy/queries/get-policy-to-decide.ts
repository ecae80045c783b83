import { query } from "../../kernel/query.ts";
import { noInput } from "../input.ts";
import { loadPolicyToDecide } from "../steps/load-policy-to-decide.ts";

/** The change of the approval policy that waits for this person's decision; null when none does. */
export const getPolicyToDecide = query({
  name: "get-policy-to-decide",
  permission: "approval-policy:read",
  input: noInput,
  run: async ({ tx, actor, now }) => {
    const row = await loadPolicyToDecide(tx, actor, now);
    if (row === null) return null;
    const { number, summary, proposedBy, proposedAt } = row;
    return { number, summary, proposedBy, proposedAt: proposedAt?.toISOString() ?? null };
  },
});
