import type { Client } from "pg";

/** The one person there is. */
export const GRANTS_OWNER = "0198c0de-0000-7000-8000-000000000013";
const TOOLS_PER_SERVER = 10;
const CONSUMERS = 90;

/** The question about one of the grants that were laid out: answered with yes. */
export function questionAbout(server: number, tool: number, consumer: number) {
  return {
    subject: { type: "agent", id: `agent-${consumer % CONSUMERS}` },
    action: { name: "tools/call" },
    resource: { type: "tool", id: `server-${server}/tool-${tool % TOOLS_PER_SERVER}` },
  };
}

/**
 * Servers with ten enabled tools each that ninety consumers have access to: a hundred grants for each server, written
 * past the guards. How a grant comes to be is what the tests are for, how fast it is read is what this is for.
 */
export async function layGrants(
  owner: Client,
  organizationId: string,
  tokenHash: Uint8Array,
  grants: number,
): Promise<{ servers: number }> {
  const servers = Math.max(1, Math.ceil(grants / (TOOLS_PER_SERVER + CONSUMERS)));
  await owner.query("begin");
  await owner.query("set local session_replication_role = replica");
  const lay = (text: string, ...values: unknown[]) => owner.query(text, [organizationId, ...values]);
  await lay(
    `insert into users (organization_id, id, email, name, is_active, created_at)
     values ($1, $2, 'bench@test.example', 'Bench', true, now())`,
    GRANTS_OWNER,
  );
  await lay(
    `insert into role_assignment (organization_id, user_id, role, assigned_at) values ($1, $2, 'admin', now())`,
    GRANTS_OWNER,
  );
  await lay(
    `insert into service_token (organization_id, id, name, token_hash, hint, scopes, created_by_id, created_at, expires_at)
     values ($1, gen_random_uuid(), 'bench', $3, 'xxxx', '{decisions:evaluate}', $2, now(), now() + interval '1 day')`,
    GRANTS_OWNER,
    Buffer.from(tokenHash),
  );
  await lay(
    `insert into server (organization_id, id, slug, name, purpose, state, environment, criticality, transport, args,
       url, identity_key, identity_digest, data_classes, next_review_on, registered_at, updated_at)
     select $1, gen_random_uuid(), 'server-' || n, 'Server ' || n, 'Bench', 'active', 'production', 'low',
       'streamable_http', '{}', 'https://mcp.test.example/' || n, 'bench-' || n, encode(sha256(n::text::bytea), 'hex'),
       '{}', current_date, now(), now()
     from generate_series(0, $2 - 1) n`,
    servers,
  );
  await lay(
    `insert into tool (organization_id, id, server_id, name, description, definition, digest, claimed_impact,
       suggested_impact, reviewed_impact, impact_reasons, state, first_seen_at, last_seen_at, changed_at)
     select $1, gen_random_uuid(), s.id, 'tool-' || n, '', '{}', encode(sha256((s.slug || n)::bytea), 'hex'), 'reads',
       'reads', 'reads', '[]', 'enabled', now(), now(), now()
     from server s, generate_series(0, $2 - 1) n where s.organization_id = $1`,
    TOOLS_PER_SERVER,
  );
  await lay(
    `insert into consumer (organization_id, id, slug, name, kind, added_at)
     select $1, gen_random_uuid(), 'agent-' || n, 'Agent ' || n, 'agent', now() from generate_series(0, $2 - 1) n`,
    CONSUMERS,
  );
  const columns = `organization_id, id, kind, server_id, tool_id, tool_digest, server_digest, consumer_id, state,
    origin_kind, request_id, granted_at, expires_at`;
  const rest = `'active', 'approval', gen_random_uuid(), now() - interval '1 hour', now() + interval '1 day'`;
  await lay(
    `insert into grants (${columns})
     select $1, gen_random_uuid(), 'tool', s.id, t.id, t.digest, s.identity_digest, null, ${rest}
     from server s join tool t on t.organization_id = s.organization_id and t.server_id = s.id
     where s.organization_id = $1`,
  );
  await lay(
    `insert into grants (${columns})
     select $1, gen_random_uuid(), 'access', s.id, null, null, s.identity_digest, c.id, ${rest}
     from server s join consumer c on c.organization_id = s.organization_id where s.organization_id = $1`,
  );
  await owner.query("commit");
  await owner.query("analyze");
  return { servers };
}
