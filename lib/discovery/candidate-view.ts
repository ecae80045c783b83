import { identityDigest } from "../inventory/identity-digest.ts";
import type { CandidateDetails } from "./candidate-store.ts";

/** A candidate as pages and programs see it. Times are ISO 8601; secrets are kind, place and length only. */
export function candidateView(row: CandidateDetails) {
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    stateReason: row.stateReason,
    /** What changed since it was dismissed, when it came back. */
    returnedBecause: row.returnedBecause,
    transport: row.transport,
    command: row.command,
    args: row.args,
    url: row.url,
    package:
      row.packageName === null
        ? null
        : { registry: row.packageRegistry, name: row.packageName, version: row.packageVersion },
    environmentNames: row.environmentNames,
    secretCount: row.secretCount,
    secrets: row.secrets.map(({ kind, place, lengthChars }) => ({ kind, place, lengthChars })),
    risks: row.risks,
    server: row.server,
    /** Who says that it is theirs, and why. */
    claim:
      row.claimedBy === null
        ? null
        : {
            by: row.claimedBy,
            reason: row.claimReason ?? "",
            at: row.claimedAt?.toISOString() ?? row.lastSeenAt.toISOString(),
          },
    sightings: row.sightings.map((sighting) => ({
      ...sighting,
      firstSeenAt: sighting.firstSeenAt.toISOString(),
      lastSeenAt: sighting.lastSeenAt.toISOString(),
      goneAt: sighting.goneAt?.toISOString() ?? null,
    })),
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    goneAt: row.goneAt?.toISOString() ?? null,
    version: row.version,
    /** Over how it is reached or started. Sent with a decision, it makes sure that the decision is for what was shown. */
    identityDigest: candidateDigest(row),
  };
}

/** The digest that the registered server would have, before anybody gives it scopes. */
export function candidateDigest(row: Parameters<typeof identityDigest>[0]): string {
  return identityDigest(row, []);
}

export type CandidateView = ReturnType<typeof candidateView>;
