import { isEndKnown } from "../inventory/credentials.ts";
import type { GovernedServer } from "../inventory/facts.ts";
import type { ServerRoleFacts } from "../policy/model.ts";
import type { GovernedFacts } from "../policy/rules/rule.ts";
import type { WholeServer } from "./made-parts.ts";
import type { People } from "./made-people.ts";
import { offerOf } from "./made-tools.ts";

/** Other servers with the same value, by the id of a credential. */
type Reuse = ReadonlyMap<string, { slug: string; name: string }[]>;

/** What policy's rules are given of a made-up server; null for one that is retired, which they pass over. */
export function governedFacts(
  { server, tools, scopes, credentials, steps }: WholeServer,
  people: People,
  roles: ReadonlyMap<string, ServerRoleFacts>,
  reuse: Reuse,
): GovernedFacts | null {
  if (server.state === "retired") return null;
  const role = roles.get(server.roleSlug ?? "") ?? null;
  const person = (id: string | null): GovernedServer["owner"] => people.get(id ?? "") ?? null;
  const facts: GovernedServer = {
    ...server,
    serverRoleId: role?.id ?? null,
    owner: person(server.ownerId),
    backupOwner: person(server.backupOwnerId),
    scopes,
    credentials: credentials
      .filter((one) => one.state === "active")
      .map((one) => ({
        ...one,
        addedAt: server.registeredAt,
        isEndKnown: isEndKnown(one),
        alsoOn: reuse.get(one.id) ?? [],
        formerSeenCount: 0,
      })),
    tools: tools.map(({ id, offer, state }) => {
      const { name, suggestedImpact } = offerOf(offer);
      return { id, name, state, reviewedImpact: suggestedImpact };
    }),
    configurationRisks: [],
  };
  return { server: facts, role, hasRevocationPath: steps.length > 0, scopeGrants: new Map() };
}
