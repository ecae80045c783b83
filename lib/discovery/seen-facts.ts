/** What is seen of a candidate in all its places together; kept when it is dismissed, to tell later whether it changed. */
export interface SeenFacts {
  /** Digests of how it is started or reached. */
  connections: string[];
  /** "place fingerprint" of each secret. */
  secrets: string[];
  risks: { id: string; title: string }[];
  environmentNames: string[];
}

/**
 * What is there now and was not there before, in words; empty when nothing is. What went away is no reason to ask
 * again, and neither is one more machine that has the same.
 */
export function whatChanged(before: SeenFacts, now: SeenFacts): string[] {
  const secrets = added(before.secrets, now.secrets).map((secret) =>
    secret.slice(0, secret.lastIndexOf(" ")),
  );
  const known = new Set(before.risks.map((risk) => risk.id));
  const risks = now.risks.filter((risk) => !known.has(risk.id));
  return [
    ...(added(before.connections, now.connections).length > 0
      ? ["It is started or reached in another way: its command, address or version changed"]
      : []),
    ...secrets.map((place) => `A secret that was not there before: ${place}`),
    ...risks.map((risk) => `A new risk: ${risk.title}`),
    ...namesSaid(added(before.environmentNames, now.environmentNames)),
  ].slice(0, CHANGES_MAX);
}

const CHANGES_MAX = 20;

function added(before: readonly string[], now: readonly string[]): string[] {
  const known = new Set(before);
  return [...new Set(now)].filter((item) => !known.has(item)).sort();
}

function namesSaid(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const words = names.length === 1 ? "A new environment variable" : "New environment variables";
  return [`${words}: ${names.join(", ").slice(0, 300)}`];
}
