import { inWords } from "#app/in-words.ts";
import type { ItemFacts } from "#lib/reviews/item-facts.ts";
import type { ReviewItemDetail } from "#lib/reviews/queries/get-review-item.ts";

type Peers = NonNullable<ReviewItemDetail["peers"]>;

/** "3 of 14 other servers with the role deployer hold this scope." */
export function peersInWords({ like, name, count, have }: Peers, facts: ItemFacts): string {
  const many = `${have.toLocaleString("en")} of ${count.toLocaleString("en")} other`;
  switch (like) {
    case "consumer_kind":
      return `${many} active consumers of its kind (${inWords(name).toLowerCase()}) use this server.`;
    case "credential_kind":
      return `${many} credentials of its kind (${inWords(name)}) end by themselves.`;
    case "server_role":
      return `${many} servers with the role ${name} ${does(facts)}.`;
    case "team":
      return `${many} servers ${name === "" ? "without a team" : `of ${name}`} in its environment ${does(facts)}.`;
  }
}

function does({ tool, scope }: ItemFacts): string {
  if (tool !== null) return "offer a tool of its impact or graver";
  return scope === null ? "have a revocation path" : "hold this scope";
}
