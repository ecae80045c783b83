import type { FoundCredential } from "../inventory/steps/register-server.ts";
import type { FoundSecret } from "./model.ts";

/** Secrets found in client files, as credentials of the server they were written for: one per value, at its places. */
export function foundCredentials(
  secrets: readonly FoundSecret[],
): (FoundCredential & { fingerprint: string })[] {
  const byFingerprint = new Map<string, FoundSecret[]>();
  for (const secret of secrets) {
    byFingerprint.set(secret.fingerprint, [...(byFingerprint.get(secret.fingerprint) ?? []), secret]);
  }
  return [...byFingerprint.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const places = [...new Set(same.map((secret) => secret.place))].join(", ");
    return [
      {
        name: credentialName(first),
        kind: credentialKind(first.kind),
        keptIn: "configuration" as const,
        place: places.slice(0, 300),
        fingerprint: first.fingerprint,
        lengthChars: first.lengthChars,
      },
    ];
  });
}

function credentialName(secret: FoundSecret): string {
  return `${secret.kind.replaceAll("-", " ")} in ${secret.place}`.slice(0, 200);
}

function credentialKind(kind: string): FoundCredential["kind"] {
  if (/password|passwd|basic-auth|login/.test(kind)) return "password";
  if (/github|gitlab|personal|pat\b|npm|slack/.test(kind)) return "personal_access_token";
  if (/pem|private-key|certificate/.test(kind)) return "certificate";
  if (/oauth|client-secret/.test(kind)) return "oauth_client";
  if (/bearer|jwt|authorization/.test(kind)) return "static_bearer";
  return "api_key";
}
