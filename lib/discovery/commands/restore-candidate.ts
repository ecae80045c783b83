import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { loadCandidate, restoreDismissed } from "../candidate-store.ts";
import { candidateInput } from "../input.ts";
import { decideCandidate } from "../model.ts";

/** Takes a dismissal back: the candidate waits again. */
export const restoreCandidate = command({
  name: "restore-candidate",
  permission: "candidate:dismiss",
  input: candidateInput,
  run: async ({ tx, actor }, { candidateId }) => {
    const { organizationId } = actor;
    const candidate = await loadCandidate(tx, organizationId, candidateId);
    const subject = { kind: "candidate", id: candidateId, name: candidate.name };
    const verdict = decideCandidate(candidate.state, "restore");
    if (!verdict.ok) throw refused(verdict.reason, subject);
    await restoreDismissed(tx, { organizationId, id: candidateId });
    const detail = { reasonBefore: candidate.stateReason };
    return { result: null, events: [{ type: "candidate.restored", subject, detail }] };
  },
});
