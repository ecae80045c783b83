import type { BulkRevocationStep } from "../grants/bulk-rows.ts";
import { identityDigest } from "../inventory/identity-digest.ts";
import { identityKeyOf } from "../inventory/server-identity.ts";
import type { BulkServers } from "../inventory/steps/insert-servers.ts";
import type { WholeServer } from "./made-parts.ts";
import { offerOf } from "./made-tools.ts";

/** The rows of these servers, with keys and digests by inventory's own rules. */
export function bulkRows(
  made: readonly WholeServer[],
  roles: ReadonlyMap<string, { id: string }>,
): BulkServers & { steps: BulkRevocationStep[] } {
  const offers = new Set(made.flatMap(({ tools }) => tools.map((tool) => tool.offer)));
  return {
    servers: made.map(({ server: { roleSlug, system: _system, ...server }, scopes }) => ({
      ...server,
      identityKey: identityKeyOf(server),
      identityDigest: identityDigest(server, scopes),
      serverRoleId: roles.get(roleSlug ?? "")?.id ?? null,
    })),
    offers: [...offers].map((key) => ({ key, ...offerOf(key) })),
    tools: made.flatMap(({ server, tools }) =>
      tools.map((tool) => ({
        ...tool,
        serverId: server.id,
        firstSeenAt: server.registeredAt,
        lastSeenAt: server.lastIntrospectedAt ?? server.registeredAt,
      })),
    ),
    scopes: made.flatMap(({ server, scopes }) =>
      scopes.map((scope) => ({ ...scope, serverId: server.id, addedAt: server.registeredAt })),
    ),
    credentials: made.flatMap(({ server, credentials }) =>
      credentials.map((one) => ({ ...one, serverId: server.id, addedAt: server.registeredAt })),
    ),
    steps: made.flatMap(({ server, steps }) => steps.map((step) => ({ ...step, serverId: server.id }))),
  };
}
