import { command, unchanged } from "../../kernel/command.ts";
import { someEvents } from "../../kernel/events.ts";
import { settleDismissed } from "../candidate-store.ts";
import { dismissCandidatesInput } from "../input.ts";
import { listSeenFacts } from "../sighting-facts-store.ts";

/** Sets many candidates aside with one reason. Those that do not wait any more are left as they are. */
export const dismissCandidates = command({
  name: "dismiss-candidates",
  permission: "candidate:dismiss",
  input: dismissCandidatesInput,
  run: async ({ tx }, { candidateIds, reason }) => {
    const facts = await listSeenFacts(tx, candidateIds);
    const dismissed = await settleDismissed(
      tx,
      [...facts].map(([id, seen]) => ({ id, facts: seen })),
      reason,
    );
    const result = { dismissedCount: dismissed.length };
    const events = someEvents(
      dismissed.map(({ id, name }) => ({
        type: "candidate.dismissed",
        subject: { kind: "candidate", id, name },
        detail: { reason },
      })),
    );
    return events === null ? unchanged(result) : { result, events };
  },
});
