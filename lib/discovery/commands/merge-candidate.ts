import { adoptIdentity } from "../../inventory/steps/adopt-identity.ts";
import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { loadCandidate, settleCandidate } from "../candidate-store.ts";
import { takeSightings } from "../follow-sightings.ts";
import { foundCredentials } from "../found-credentials.ts";
import { mergeCandidateInput } from "../input.ts";
import { decideCandidate } from "../model.ts";
import { assertAsShown } from "../steps/assert-as-shown.ts";

/**
 * Says that a candidate is a server that is governed already, under another identity: the server is recognised by it
 * from now on, and takes over where it was seen and the credentials found there.
 */
export const mergeCandidate = command({
  name: "merge-candidate",
  permission: "candidate:register",
  input: mergeCandidateInput,
  run: async (context, { candidateId, identityDigest, serverId }) => {
    const { tx, actor } = context;
    const { organizationId } = actor;
    const candidate = await loadCandidate(tx, organizationId, candidateId);
    const subject = { kind: "candidate", id: candidateId, name: candidate.name };
    const verdict = decideCandidate(candidate.state, "merge");
    if (!verdict.ok) throw refused(verdict.reason, subject);
    assertAsShown(candidate, identityDigest, subject);
    const { server, events } = await adoptIdentity(context, serverId, {
      identityKey: candidate.identityKey,
      name: candidate.name,
      credentials: foundCredentials(candidate.secrets),
    });
    const stateReason = `Merged into ${server.name}`;
    await settleCandidate(
      tx,
      { organizationId, id: candidateId },
      { state: "registered", serverId, stateReason },
    );
    return {
      result: { serverId, slug: server.slug },
      events: [
        { type: "candidate.merged", subject, detail: { serverId, server: server.name } },
        ...events,
        ...(await takeSightings(context, [serverId], candidate.lastSeenAt)),
      ],
    };
  },
});
