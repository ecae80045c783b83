import { actingPerson } from "../../kernel/actor.ts";
import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { decideEndClaim } from "../claim.ts";
import { loadClaimable, saveClaim } from "../claim-store.ts";
import { endClaimInput } from "../input.ts";

/** Withdraws one's own claim, or declines somebody's as an administrator; they are told. */
export const endCandidateClaim = command({
  name: "end-candidate-claim",
  permission: "candidate:claim",
  input: endClaimInput,
  run: async ({ tx, actor }, { candidateId, reason }) => {
    const candidate = await loadClaimable(tx, candidateId);
    const subject = { kind: "candidate", id: candidateId, name: candidate.name };
    const verdict = decideEndClaim(candidate, actor);
    if (!verdict.ok) throw refused(verdict.reason, subject);
    await saveClaim(tx, candidate, null);
    const claimant = candidate.claimedBy;
    const isOwn = claimant?.id === actingPerson(actor)?.userId;
    const notify = claimant === null || isOwn ? [] : [claimant.id];
    const detail = { claimant: claimant?.name ?? null, isWithdrawn: isOwn, reason };
    return {
      result: { candidateId },
      events: [{ type: "candidate.claim_ended", subject, detail: { ...detail, notify, href: "/discover" } }],
    };
  },
});
