import { configurationRisks } from "../inventory/configuration-risks.ts";
import { identityKey } from "../inventory/server-identity.ts";
import { type Candidate, type SafeServer, type Sighting, toSlug } from "./model.ts";

/**
 * One candidate per identity, in the order first seen. Pure: the same sightings give the same candidates,
 * so a repeated import changes nothing.
 */
export function mergeSightings(sightings: readonly Sighting[]): Candidate[] {
  const byIdentity = new Map<string, Sighting[]>();
  for (const sighting of sightings) {
    const key = identityKey(sighting.server);
    const same = byIdentity.get(key);
    if (same) same.push(sighting);
    else byIdentity.set(key, [sighting]);
  }
  const takenSlugs = new Set<string>();
  return [...byIdentity].map(([key, same]) => toCandidate(key, same, takenSlugs));
}

function toCandidate(key: string, same: Sighting[], takenSlugs: Set<string>): Candidate {
  const name = mostFrequent(same.map((sighting) => suggestName(sighting.server.name)));
  const best = same.reduce((left, right) => (detail(right.server) > detail(left.server) ? right : left));
  return {
    identityKey: key,
    name,
    slug: takeSlug(toSlug(name), takenSlugs),
    environment: "unknown",
    clients: [...new Set(same.map((sighting) => sighting.client))],
    server: best.server,
    environmentNames: [...new Set(same.flatMap((sighting) => Object.keys(sighting.server.env)))].sort(),
    secrets: distinct(
      same.flatMap((sighting) => sighting.secrets),
      (secret) => `${secret.place} ${secret.fingerprint}`,
    ),
    risks: distinct(
      same.flatMap((sighting) => configurationRisks(sighting.server)),
      (risk) => `${risk.id} ${risk.explanation}`,
    ),
    sightings: same,
  };
}

/** Cline names servers by repository ("github.com/upstash/context7-mcp"): the last part is the name. */
function suggestName(declared: string): string {
  const parts = declared.split("/").filter((part) => part.trim() !== "");
  return parts.at(-1)?.trim() || "server";
}

function mostFrequent(names: string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].reduce((left, right) => (right[1] > left[1] ? right : left))[0];
}

function takeSlug(wanted: string, taken: Set<string>): string {
  let slug = wanted;
  for (let suffix = 2; taken.has(slug); suffix += 1) slug = `${wanted.slice(0, 54)}-${suffix}`;
  taken.add(slug);
  return slug;
}

function detail(server: SafeServer): number {
  return (server.args?.length ?? 0) + Object.keys(server.env).length + Object.keys(server.headers).length;
}

function distinct<Item>(items: Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
