import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { loadCandidate, settleCandidate } from "../candidate-store.ts";
import { dismissCandidateInput } from "../input.ts";

/** Sets a candidate aside, with a reason. It stays on record. */
export const dismissCandidate = command({
  name: "dismiss-candidate",
  permission: "candidate:dismiss",
  input: dismissCandidateInput,
  run: async ({ tx, actor }, { candidateId, reason }) => {
    const { organizationId } = actor;
    const candidate = await loadCandidate(tx, organizationId, candidateId);
    const subject = { kind: "candidate", id: candidateId, name: candidate.name };
    if (candidate.state !== "discovered")
      throw refused(`This candidate is already ${candidate.state}.`, subject);
    await settleCandidate(
      tx,
      { organizationId, id: candidateId },
      { state: "dismissed", stateReason: reason },
    );
    return { result: null, events: [{ type: "candidate.dismissed", subject, detail: { reason } }] };
  },
});
