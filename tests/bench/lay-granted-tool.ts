import type { Client } from "pg";

const SERVER = "0198c0de-0000-7000-8000-000000000010";
const TOOL = "0198c0de-0000-7000-8000-000000000011";
const CONSUMER = "0198c0de-0000-7000-8000-000000000012";
const PERSON = "0198c0de-0000-7000-8000-000000000013";

/** The question that what is laid out answers with yes. */
export const QUESTION = {
  subject: { type: "agent", id: "bench-agent" },
  action: { name: "tools/call" },
  resource: { type: "tool", id: "bench-server/bench-tool" },
};

/**
 * A server, an enabled tool, a consumer and both grants, written past the guards: how a grant comes to be is what
 * the tests are for, how fast it is read is what this is for.
 */
export async function layGrantedTool(
  owner: Client,
  organizationId: string,
  tokenHash: Uint8Array,
): Promise<void> {
  await owner.query("begin");
  await owner.query("set local session_replication_role = replica");
  const lay = (text: string, ...values: unknown[]) => owner.query(text, [organizationId, ...values]);
  await lay(
    `insert into users (organization_id, id, email, name, is_active, created_at)
     values ($1, $2, 'bench@test.example', 'Bench', true, now())`,
    PERSON,
  );
  await lay(
    `insert into service_token (organization_id, id, name, token_hash, hint, scopes, created_by_id, created_at, expires_at)
     values ($1, gen_random_uuid(), 'bench', $3, 'xxxx', '{decisions:evaluate}', $2, now(), now() + interval '1 day')`,
    PERSON,
    Buffer.from(tokenHash),
  );
  await lay(
    `insert into server (organization_id, id, slug, name, purpose, state, environment, criticality, transport, args,
       url, identity_key, identity_digest, data_classes, next_review_on,
         registered_at, updated_at)
     values ($1, $2, 'bench-server', 'Bench', 'Bench', 'active', 'production', 'low', 'streamable_http', '{}',
       'https://mcp.test.example/', 'bench', 'server-digest', '{}', current_date, now(), now())`,
    SERVER,
  );
  await lay(
    `insert into tool (organization_id, id, server_id, name, description, definition, digest, claimed_impact,
       suggested_impact, reviewed_impact, impact_reasons, state, first_seen_at, last_seen_at, changed_at)
     values ($1, $3, $2, 'bench-tool', '', '{}', 'tool-digest', 'reads', 'reads', 'reads', '[]', 'enabled',
       now(), now(), now())`,
    SERVER,
    TOOL,
  );
  await lay(
    `insert into consumer (organization_id, id, slug, name, kind, added_at)
     values ($1, $2, 'bench-agent', 'Bench agent', 'agent', now())`,
    CONSUMER,
  );
  await lay(
    `insert into grants (organization_id, id, kind, server_id, tool_id, tool_digest, server_digest, consumer_id,
       state, origin_kind, request_id, granted_at, expires_at)
     values ($1, gen_random_uuid(), 'tool', $2, $3, 'tool-digest', 'server-digest', null,
         'active', 'approval', gen_random_uuid(), now() - interval '1 hour', now() + interval '1 day'),
       ($1, gen_random_uuid(), 'access', $2, null, null, 'server-digest', $4,
         'active', 'approval', gen_random_uuid(), now() - interval '1 hour', now() + interval '1 day')`,
    SERVER,
    TOOL,
    CONSUMER,
  );
  await owner.query("commit");
}
