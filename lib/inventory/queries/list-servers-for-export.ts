import { query } from "../../kernel/query.ts";
import { decodeCursor, encodeCursor } from "../list-cursor.ts";
import { serverExportInput } from "../server-export.ts";
import { type ExportRow, listExportRows } from "../server-export-store.ts";
import { orderOf } from "../server-list-input.ts";

/** A batch of servers in the list's order, with every fact an export has. Times are ISO 8601, days YYYY-MM-DD. */
export const listServersForExport = query({
  name: "list-servers-for-export",
  permission: "server:export",
  input: serverExportInput,
  run: async ({ tx, now }, filter) => {
    const sort = orderOf(filter);
    const cursor = decodeCursor(filter.cursor, sort);
    const { rows, last } = await listExportRows(tx, filter, cursor, now);
    const nextCursor = last === null ? null : encodeCursor({ sort, value: last.sort_value, id: last.id });
    return { items: rows.map(toRecord), nextCursor };
  },
});

export type ServerExportRecord = ReturnType<typeof toRecord>;

function toRecord({ listed, ...record }: ExportRow) {
  return {
    slug: record.slug,
    name: record.name,
    purpose: record.purpose,
    state: record.state,
    stateReason: record.state_reason,
    environment: record.environment,
    criticality: record.criticality,
    team: record.team,
    tags: record.tags,
    dataClasses: record.data_classes,
    serverRole: record.server_role,
    ownerName: record.owner_name,
    ownerEmail: record.owner_email,
    ownerIsActive: record.owner_is_active,
    backupOwnerName: record.backup_owner_name,
    backupOwnerEmail: record.backup_owner_email,
    transport: record.transport,
    packageRegistry: record.package_registry,
    packageName: record.package_name,
    packageVersion: record.package_version,
    url: record.url,
    toolCount: listed.tool_count,
    enabledHighImpactCount: listed.enabled_high_impact_count,
    openFindingCount: listed.open_finding_count,
    worstSeverity: listed.worst_severity,
    soonestCredentialExpiry: listed.soonest_expiry?.toISOString() ?? null,
    nextReviewOn: record.next_review_on.toISOString().slice(0, 10),
    lastReviewedOn: record.last_reviewed_on?.toISOString().slice(0, 10) ?? null,
    lastSeenAt: record.last_seen_at?.toISOString() ?? null,
    registeredAt: record.registered_at.toISOString(),
    updatedAt: record.updated_at.toISOString(),
    id: record.id,
  };
}
