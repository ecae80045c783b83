import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { loadCandidate, settleCandidate } from "../candidate-store.ts";
import { dismissCandidateInput } from "../input.ts";
import { decideCandidate } from "../model.ts";
import { listSeenFacts } from "../sighting-facts-store.ts";

/** Sets a candidate aside, with a reason and what is seen of it now: it comes back only when that changes. */
export const dismissCandidate = command({
  name: "dismiss-candidate",
  permission: "candidate:dismiss",
  input: dismissCandidateInput,
  run: async ({ tx, actor }, { candidateId, reason }) => {
    const { organizationId } = actor;
    const candidate = await loadCandidate(tx, organizationId, candidateId);
    const subject = { kind: "candidate", id: candidateId, name: candidate.name };
    const verdict = decideCandidate(candidate.state, "dismiss");
    if (!verdict.ok) throw refused(verdict.reason, subject);
    const facts = (await listSeenFacts(tx, [candidateId])).get(candidateId) ?? NOTHING_SEEN;
    await settleCandidate(
      tx,
      { organizationId, id: candidateId },
      { state: "dismissed", stateReason: reason, facts },
    );
    return { result: null, events: [{ type: "candidate.dismissed", subject, detail: { reason } }] };
  },
});

const NOTHING_SEEN = { connections: [], secrets: [], risks: [], environmentNames: [] };
