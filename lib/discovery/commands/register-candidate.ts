import { registerServer } from "../../inventory/steps/register-server.ts";
import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { loadCandidate, settleCandidate } from "../candidate-store.ts";
import { takeSightings } from "../follow-sightings.ts";
import { foundCredentials } from "../found-credentials.ts";
import { registerCandidateInput } from "../input.ts";
import { decideCandidate } from "../model.ts";
import { assertAsShown } from "../steps/assert-as-shown.ts";

/**
 * Makes a candidate a governed server. Connection and identity come from the candidate, never from the form, so what
 * is registered is what was found; credentials found in its configuration come along as facts.
 */
export const registerCandidate = command({
  name: "register-candidate",
  permission: "candidate:register",
  input: registerCandidateInput,
  run: async (context, { candidateId, identityDigest, ...answers }) => {
    const { tx, actor } = context;
    const { organizationId } = actor;
    const candidate = await loadCandidate(tx, organizationId, candidateId);
    const subject = { kind: "candidate", id: candidateId, name: candidate.name };
    const verdict = decideCandidate(candidate.state, "register");
    if (!verdict.ok) throw refused(verdict.reason, subject);
    assertAsShown(candidate, identityDigest, subject);
    const { serverId, slug, events } = await registerServer(context, {
      ...answers,
      transport: candidate.transport,
      command: candidate.command,
      args: candidate.args,
      url: candidate.url,
      packageRegistry: candidate.packageRegistry,
      packageName: candidate.packageName,
      packageVersion: candidate.packageVersion,
      identityKey: candidate.identityKey,
      credentials: foundCredentials(candidate.secrets),
    });
    await settleCandidate(tx, { organizationId, id: candidateId }, { state: "registered", serverId });
    const [registered, ...more] = events;
    return {
      result: { serverId, slug },
      events: [
        registered,
        ...more,
        { type: "candidate.registered", subject, detail: { serverId, slug } },
        ...(await takeSightings(context, [serverId], candidate.lastSeenAt)),
      ],
    };
  },
});
