import { conflict } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { RecordedTool, Recording, UpdatedTool } from "./tool-recording.ts";

/** Writes one recording: five statements, whatever the number of tools. */
export async function applyRecording(
  tx: Tx,
  organizationId: string,
  serverId: string,
  { added, updated, versions }: Recording,
  at: Date,
): Promise<void> {
  if (added.length > 0) await insertTools(tx, organizationId, serverId, added, at);
  await updateRecordedTools(tx, updated, at);
  // Last, when what is gone is removed and what returned is not: these and no others were seen.
  await tx.$executeRaw`
    update tool set last_seen_at = ${at} where server_id = ${serverId}::uuid and state <> 'removed'`;
  if (versions.length === 0) return;
  await tx.$executeRaw`
    insert into tool_version (organization_id, id, tool_id, name, digest, definition, change, seen_at)
    select ${organizationId}::uuid, r.id, r."toolId", r.name, r.digest, r.definition, r.change::tool_change, ${at}
    from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb)
      as r(id uuid, "toolId" uuid, name text, digest text, definition jsonb, change text)`;
}

async function insertTools(
  tx: Tx,
  organizationId: string,
  serverId: string,
  tools: readonly RecordedTool[],
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    insert into tool (organization_id, id, server_id, name, title, description, definition, digest, claimed_impact,
      suggested_impact, reviewed_impact, impact_reasons, state, state_reason, first_seen_at, last_seen_at, changed_at)
    select ${organizationId}::uuid, r.id, ${serverId}::uuid, r.name, r.title, r.description, r.definition, r.digest,
      r."claimedImpact"::impact, r."suggestedImpact"::impact, r."reviewedImpact"::impact, r."impactReasons",
      r.state::tool_state, r."stateReason", ${at}, ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(tools)}::jsonb)
      as r(id uuid, name text, title text, description text, definition jsonb, digest text, "claimedImpact" text,
        "suggestedImpact" text, "reviewedImpact" text, "impactReasons" jsonb, state text, "stateReason" text)`;
}

/**
 * Writes what a look or a new assessment found different, in one statement; leaves when a tool was last seen.
 *
 * @throws AppError `conflict` when somebody saved one of them since it was read
 */
export async function updateRecordedTools(tx: Tx, tools: readonly UpdatedTool[], at: Date): Promise<void> {
  if (tools.length === 0) return;
  const count = await tx.$executeRaw`
    update tool t set name = r.name, title = r.title, description = r.description, definition = r.definition,
      digest = r.digest, claimed_impact = r."claimedImpact"::impact, suggested_impact = r."suggestedImpact"::impact,
      reviewed_impact = r."reviewedImpact"::impact, impact_reasons = r."impactReasons",
      reviewed_by_id = case when r."isOverridden" then t.reviewed_by_id end,
      review_reason = case when r."isOverridden" then t.review_reason end,
      state = r.state::tool_state, state_reason = r."stateReason", version = t.version + 1,
      changed_at = case when r."isChanged" then ${at} else t.changed_at end
    from jsonb_to_recordset(${JSON.stringify(tools)}::jsonb)
      as r(id uuid, name text, title text, description text, definition jsonb, digest text, "claimedImpact" text,
        "suggestedImpact" text, "reviewedImpact" text, "impactReasons" jsonb, "isOverridden" boolean, state text,
        "stateReason" text, "isChanged" boolean, version int)
    where t.id = r.id and t.version = r.version`;
  if (count !== tools.length) throw conflict("tool");
}
