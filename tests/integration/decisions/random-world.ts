import fc from "fast-check";
import type { Client } from "pg";

/** Often what a yes needs, or refusals would be all there is to compare. */
const often = <T>(usual: T, ...others: T[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
const SERVER_STATES = often("active", "discovered", "registered", "suspended", "revoked", "retired");
const TOOL_STATES = often("enabled", "discovered", "pending", "suspended", "removed");
const GRANT_STATES = often("active", "suspended", "revoked");
const KINDS = ["agent", "application", "service"];

const digest = fc.oneof(
  { weight: 9, arbitrary: fc.constant("one") },
  { weight: 1, arbitrary: fc.constant("two") },
);

const grant = fc.record({
  state: GRANT_STATES,
  /** Hours from now, and hours from then on: on both sides of now, and of the minute that clocks may differ by. */
  from: often(-48, -1, 0.01, 1),
  lasts: often(96, 0.5, 47.999, 48.001),
  toolDigest: digest,
  serverDigest: digest,
});
const grants = fc.array(grant, { maxLength: 3 });

/** What may be on record of two servers with two tools each, and of two consumers. */
export const randomWorld = fc.record({
  servers: fc.tuple(...[0, 1].map(() => fc.record({ state: SERVER_STATES, digest }))),
  tools: fc.tuple(...[0, 1, 2, 3].map(() => fc.record({ state: TOOL_STATES, digest, grants }))),
  consumers: fc.tuple(
    ...[0, 1].map(() => fc.record({ kind: fc.constantFrom(...KINDS), isActive: often(true, false) })),
  ),
  /** For each server and consumer. */
  access: fc.tuple(grants, grants, grants, grants),
});
type RandomWorld = typeof randomWorld extends fc.Arbitrary<infer World> ? World : never;
type RandomGrant = RandomWorld["access"][number][number];

const id = (kind: number, index: number) => `00000000-0000-4000-8000-0000000${kind}000${index}`;
export const serverId = (index: number) => id(1, index);
export const toolId = (index: number) => id(2, index);
export const consumerId = (index: number) => id(3, index);

/**
 * Puts a world in the place of the one before, past the guards: no way of Steward's leads to most of these. What is
 * written is noted as the triggers would, so that whoever follows is told.
 */
export async function layWorld(
  owner: Client,
  organizationId: string,
  world: RandomWorld,
  now: Date,
): Promise<void> {
  const at = (offset: number) => new Date(now.getTime() + offset * 3_600_000);
  const run = (text: string, ...values: unknown[]) => owner.query(text, [organizationId, ...values]);
  await owner.query("begin");
  await owner.query("set local session_replication_role = replica");
  for (const [index, server] of world.servers.entries()) {
    await run(
      `insert into server (organization_id, id, slug, name, purpose, state, environment, criticality, transport, args,
         url, identity_key, identity_digest, data_classes, next_review_on, registered_at, updated_at)
       values ($1, $2, $3, $3, '', $4::server_state, 'production', 'low', 'streamable_http', '{}',
         'https://mcp.test.example/', $3, $5, '{}', current_date, now(), now())
       on conflict (organization_id, id) do update set state = excluded.state, identity_digest = excluded.identity_digest`,
      serverId(index),
      `server-${index}`,
      server.state,
      server.digest,
    );
  }
  for (const [index, tool] of world.tools.entries()) {
    await run(
      `insert into tool (organization_id, id, server_id, name, description, definition, digest, claimed_impact,
         suggested_impact, reviewed_impact, impact_reasons, state, first_seen_at, last_seen_at, changed_at)
       values ($1, $2, $3, $4, '', '{}', $5, 'reads', 'reads', 'reads', '[]', $6::tool_state, now(), now(), now())
       on conflict (organization_id, id) do update set state = excluded.state, digest = excluded.digest`,
      toolId(index),
      serverId(index >> 1),
      `tool-${index & 1}`,
      tool.digest,
      tool.state,
    );
  }
  for (const [index, consumer] of world.consumers.entries()) {
    await run(
      `insert into consumer (organization_id, id, slug, name, kind, added_at, deactivated_at, deactivate_reason)
       values ($1, $2, $3, $3, $4::consumer_kind, now(), $5, case when $5::timestamptz is not null then 'Out of use.' end)
       on conflict (organization_id, id) do update set kind = excluded.kind, deactivated_at = excluded.deactivated_at,
         deactivate_reason = excluded.deactivate_reason`,
      consumerId(index),
      `consumer-${index}`,
      consumer.kind,
      consumer.isActive ? null : now,
    );
  }
  // Of a tool's grants and a consumer's at a server, at most one is not revoked: the rest of them are.
  await run("update grants set state = 'revoked', revoked_at = now() where organization_id = $1");
  const addGrants = async (
    target: { server: number; tool?: number; consumer?: number },
    all: readonly RandomGrant[],
  ) => {
    for (const [position, one] of all.entries()) {
      const state = position === all.length - 1 ? one.state : "revoked";
      await run(
        `insert into grants (organization_id, id, kind, server_id, tool_id, tool_digest, server_digest, consumer_id,
           state, origin_kind, request_id, granted_at, expires_at, suspended_at, revoked_at)
         values ($1, gen_random_uuid(), $2::grant_kind, $3, $4, $5, $6, $7, $8::grant_state, 'approval',
           gen_random_uuid(), $9, $10, case when $8 = 'suspended' then now() end, case when $8 = 'revoked' then now() end)`,
        target.tool === undefined ? "access" : "tool",
        serverId(target.server),
        target.tool === undefined ? null : toolId(target.tool),
        target.tool === undefined ? null : one.toolDigest,
        one.serverDigest,
        target.consumer === undefined ? null : consumerId(target.consumer),
        state,
        at(one.from),
        at(one.from + one.lasts),
      );
    }
  };
  for (const [index, tool] of world.tools.entries()) {
    await addGrants({ server: index >> 1, tool: index }, tool.grants);
  }
  for (const [index, all] of world.access.entries()) {
    await addGrants({ server: index >> 1, consumer: index & 1 }, all);
  }
  for (const [table, kind] of [
    ["server", "server"],
    ["tool", "tool"],
    ["consumer", "consumer"],
    ["grants", "grant"],
  ]) {
    await run(
      `insert into decision_change (organization_id, kind, ids)
       select organization_id, $2, array_agg(id) from ${table} where organization_id = $1 group by organization_id`,
      kind,
    );
  }
  await owner.query("commit");
}
