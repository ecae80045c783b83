import { loadAdministrators } from "../../identity/steps/load-administrators.ts";
import { actingPerson } from "../../kernel/actor.ts";
import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { decideClaim } from "../claim.ts";
import { loadClaimable, saveClaim } from "../claim-store.ts";
import { claimCandidateInput } from "../input.ts";

/** Says "this is mine" of a server that was found. Administrators are told, and register it with an owner in mind. */
export const claimCandidate = command({
  name: "claim-candidate",
  permission: "candidate:claim",
  input: claimCandidateInput,
  run: async ({ tx, actor, now }, { candidateId, reason }) => {
    const candidate = await loadClaimable(tx, candidateId);
    const subject = { kind: "candidate", id: candidateId, name: candidate.name };
    const verdict = decideClaim(candidate, actor);
    const person = actingPerson(actor);
    if (!verdict.ok || person === null) throw refused(verdict.ok ? "" : verdict.reason, subject);
    await saveClaim(tx, candidate, { personId: person.userId, reason, at: now });
    const notify = (await loadAdministrators(tx)).filter((id) => id !== person.userId);
    const detail = { claimant: person.name, claimantId: person.userId, reason };
    return {
      result: { candidateId },
      events: [
        {
          type: "candidate.claimed",
          subject,
          detail: { ...detail, notify, href: `/discover/${candidateId}` },
        },
      ],
    };
  },
});
