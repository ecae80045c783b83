import { transportSaid } from "../../inventory/enum-words.ts";
import { registerServers } from "../../inventory/steps/register-servers.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { someEvents } from "../../kernel/events.ts";
import type { Transport } from "../../kernel/generated/enums.ts";
import { loadCandidates, settleRegistered } from "../candidate-store.ts";
import { candidateDigest } from "../candidate-view.ts";
import { clientName } from "../client-name.ts";
import { takeSightings } from "../follow-sightings.ts";
import { foundCredentials } from "../found-credentials.ts";
import { registerCandidatesInput } from "../input.ts";
import { decideCandidate } from "../model.ts";
import { CHANGED_MEANWHILE } from "../steps/assert-as-shown.ts";

/** What became of one candidate. */
export interface RegisteredCandidate {
  candidateId: string;
  name: string;
  /** Null when it was not registered. */
  slug: string | null;
  reason: string | null;
}

/**
 * Makes many candidates governed servers, with answers that hold for all of them. One that a rule refuses says why; the
 * others go on. Names and connections come from what was found.
 */
export const registerCandidates = command({
  name: "register-candidates",
  permission: "candidate:register",
  input: registerCandidatesInput,
  run: async (context, { candidateIds, identityDigests, ...answers }) => {
    const { tx } = context;
    const candidates = await loadCandidates(tx, candidateIds);
    const refusals = new Map(
      candidates.flatMap((candidate) => {
        const { id, state } = candidate;
        const verdict = decideCandidate(state, "register");
        if (!verdict.ok) return [[id, verdict.reason] as const];
        const shown = identityDigests[id];
        return shown === undefined || shown === candidateDigest(candidate)
          ? []
          : [[id, CHANGED_MEANWHILE] as const];
      }),
    );
    const open = candidates.filter(({ id }) => !refusals.has(id));
    const { rows, events } = await registerServers(
      context,
      answers,
      open.map((candidate) => ({
        key: candidate.id,
        name: candidate.name.slice(0, 120),
        purpose: purposeOf(candidate),
        identityKey: candidate.identityKey,
        transport: candidate.transport,
        command: candidate.command,
        args: candidate.args,
        url: candidate.url,
        packageRegistry: candidate.packageRegistry,
        packageName: candidate.packageName,
        packageVersion: candidate.packageVersion,
        credentials: foundCredentials(candidate.secrets),
      })),
    );
    const registered = rows.flatMap((row) => (row.serverId === null ? [] : [row]));
    for (const row of rows) if (row.serverId === null) refusals.set(row.key, row.reason);
    await settleRegistered(
      tx,
      registered.map(({ key, serverId }) => ({ id: key, serverId })),
    );
    const seen = await takeSightings(
      context,
      registered.map((row) => row.serverId),
      context.now,
    );
    const slugs = new Map(registered.map(({ key, serverId, slug }) => [key, { serverId, slug }]));
    const names = new Map(candidates.map((candidate) => [candidate.id, candidate.name]));
    const result: RegisteredCandidate[] = candidateIds.map((candidateId) => ({
      candidateId,
      name: names.get(candidateId) ?? "unknown",
      slug: slugs.get(candidateId)?.slug ?? null,
      reason: slugs.has(candidateId) ? null : (refusals.get(candidateId) ?? "There is no such candidate."),
    }));
    const settled = [...slugs].map(([id, { serverId, slug }]) => ({
      type: "candidate.registered" as const,
      subject: { kind: "candidate", id, name: names.get(id) ?? "unknown" },
      detail: { serverId, slug },
    }));
    const all = someEvents([...events, ...settled, ...seen]);
    return all === null ? unchanged(result) : { result, events: all };
  },
});

function purposeOf({
  sightings,
  transport,
}: {
  sightings: { path: string; client: string }[];
  transport: Transport;
}) {
  const [first] = sightings;
  if (first === undefined)
    return `Found as a ${transportSaid(transport)} server; what it is for is not written down yet.`;
  return `Found in ${clientName(first.client)} (${first.path}); what it is for is not written down yet.`.slice(
    0,
    2_000,
  );
}
