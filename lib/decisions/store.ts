import type { Tx } from "#lib/kernel/db.ts";
import type {
  ConsumerKind,
  Criticality,
  Environment,
  GrantState,
  Impact,
  ServerState,
  ToolState,
} from "#lib/kernel/generated/enums.ts";
import type { AccessQuestion } from "./input.ts";
import type { GrantSnapshot, Snapshot } from "./model.ts";
import { namesIn } from "./names.ts";
import { toApproved } from "./world.ts";

interface Row {
  serverSlug: string | null;
  serverName: string;
  serverState: ServerState;
  identityDigest: string;
  environment: Environment;
  criticality: Criticality;
  dataClasses: string[];
  reviewedImpact: Impact;
  toolId: string | null;
  toolName: string;
  toolState: ToolState;
  digest: string;
  consumerId: string | null;
  consumerName: string;
  consumerKind: ConsumerKind;
  consumerIsActive: boolean;
  toolGrant: GrantJson | null;
  accessGrant: GrantJson | null;
}

interface GrantJson {
  state: GrantState;
  granted_at: string;
  expires_at: string;
  tool_digest: string | null;
  server_digest: string;
  approved_environment: Environment | null;
  approved_impact: Impact | null;
  approved_criticality: Criticality | null;
  approved_data_classes: string[] | null;
  approved_automatically: boolean | null;
}

/**
 * What is on record for each question, in the order asked, in one round trip. Of several grants the one that is not
 * revoked counts (there is at most one), else the latest, so that a denial can say that it was revoked.
 */
export async function loadSnapshots(
  tx: Tx,
  organizationId: string,
  questions: readonly AccessQuestion[],
): Promise<Snapshot[]> {
  const asked = questions.map((question, index) => {
    const { server, tool, consumerId, consumerSlug } = namesIn(question);
    return { position: index, server, tool, consumerSlug, consumerId };
  });
  const rows = await tx.$queryRaw<Row[]>`
    select s.slug as "serverSlug", s.name as "serverName", s.state::text as "serverState", s.identity_digest as "identityDigest",
      s.environment::text as environment, s.criticality::text as criticality, data_in_reach(s.organization_id, s.id) as "dataClasses",
      t.reviewed_impact::text as "reviewedImpact",
      t.id as "toolId", t.name as "toolName", t.state::text as "toolState", t.digest,
      c.id as "consumerId", c.name as "consumerName", c.kind::text as "consumerKind",
      c.deactivated_at is null as "consumerIsActive",
      to_jsonb(tg) as "toolGrant", to_jsonb(ag) as "accessGrant"
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      as q (position int, server text, tool text, "consumerSlug" text, "consumerId" uuid)
    left join server s on s.organization_id = ${organizationId}::uuid and s.slug = q.server
    left join tool t on t.organization_id = s.organization_id and t.server_id = s.id and t.name = q.tool
    left join consumer c on c.organization_id = ${organizationId}::uuid
      and (c.id = q."consumerId" or c.slug = q."consumerSlug")
    left join lateral (
      select state, granted_at, expires_at, tool_digest, server_digest,
        approved_environment, approved_impact, approved_criticality, approved_data_classes,
        approved_automatically from grants g
      where g.organization_id = t.organization_id and g.server_id = t.server_id and g.tool_id = t.id
        and g.kind = 'tool'
      order by (g.state = 'revoked'), g.granted_at desc, g.id desc limit 1
    ) tg on true
    left join lateral (
      select state, granted_at, expires_at, tool_digest, server_digest,
        approved_environment, approved_impact, approved_criticality, approved_data_classes,
        approved_automatically from grants g
      where g.organization_id = s.organization_id and g.server_id = s.id and g.consumer_id = c.id
        and g.kind = 'access'
      order by (g.state = 'revoked'), g.granted_at desc, g.id desc limit 1
    ) ag on true
    order by q.position`;
  // Every question has exactly one row: slugs, names and ids are unique. Anything else is not to be decided on.
  if (rows.length !== questions.length) throw new Error("a question did not have exactly one snapshot");
  return rows.map(toSnapshot);
}

function toSnapshot(row: Row): Snapshot {
  const { serverSlug, toolId, consumerId } = row;
  return {
    server:
      serverSlug === null
        ? null
        : {
            slug: serverSlug,
            name: row.serverName,
            state: row.serverState,
            identityDigest: row.identityDigest,
            environment: row.environment,
            criticality: row.criticality,
            dataClasses: row.dataClasses,
          },
    tool:
      toolId === null
        ? null
        : {
            id: toolId,
            name: row.toolName,
            state: row.toolState,
            digest: row.digest,
            reviewedImpact: row.reviewedImpact,
          },
    consumer:
      consumerId === null
        ? null
        : {
            id: consumerId,
            name: row.consumerName,
            kind: row.consumerKind,
            isActive: row.consumerIsActive,
          },
    toolGrant: row.toolGrant && toGrant(row.toolGrant),
    accessGrant: row.accessGrant && toGrant(row.accessGrant),
  };
}

function toGrant(json: GrantJson): GrantSnapshot {
  return {
    state: json.state,
    grantedAt: Date.parse(json.granted_at),
    expiresAt: Date.parse(json.expires_at),
    toolDigest: json.tool_digest,
    serverDigest: json.server_digest,
    approved: toApproved({
      approvedEnvironment: json.approved_environment,
      approvedImpact: json.approved_impact,
      approvedCriticality: json.approved_criticality,
      approvedDataClasses: json.approved_data_classes,
      approvedAutomatically: json.approved_automatically,
    }),
  };
}
