import { query } from "#lib/kernel/query.ts";
import { evaluateAccessInput } from "../input.ts";
import { type Answer, deny, evaluate } from "../model.ts";
import { loadSnapshots } from "../store.ts";

/**
 * May these consumers call these tools now? One answer per question, in order, each with its reason. Denials are not
 * audited one by one: there may be thousands a second.
 */
export const evaluateAccess = query({
  name: "evaluate-access",
  permission: "decision:evaluate",
  input: evaluateAccessInput,
  // One hostile question must not take the answers from the others beside it.
  allowsNul: true,
  run: async ({ tx, actor, now }, { questions }): Promise<Answer[]> => {
    const snapshots = await loadSnapshots(tx, actor.organizationId, questions);
    return questions.map((question, index) => {
      const snapshot = snapshots[index];
      if (snapshot === undefined) return deny("unavailable", "What is on record could not be read.");
      return evaluate(snapshot, question, now.getTime());
    });
  },
});
