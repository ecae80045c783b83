import { csvLines } from "../kernel/csv.ts";
import type { ServerExportRecord } from "./queries/list-servers-for-export.ts";

/** Every column of the file, in order. Names are permanent: scripts read them. */
export const CSV_COLUMNS = [
  ["slug", "slug"],
  ["name", "name"],
  ["purpose", "purpose"],
  ["state", "state"],
  ["stateReason", "state_reason"],
  ["environment", "environment"],
  ["criticality", "criticality"],
  ["team", "team"],
  ["tags", "tags"],
  ["dataClasses", "data_classes"],
  ["serverRole", "server_role"],
  ["ownerName", "owner_name"],
  ["ownerEmail", "owner_email"],
  ["ownerIsActive", "owner_is_active"],
  ["backupOwnerName", "backup_owner_name"],
  ["backupOwnerEmail", "backup_owner_email"],
  ["transport", "transport"],
  ["packageRegistry", "package_registry"],
  ["packageName", "package_name"],
  ["packageVersion", "package_version"],
  ["url", "url"],
  ["toolCount", "tool_count"],
  ["enabledHighImpactCount", "enabled_high_impact_tool_count"],
  ["openFindingCount", "open_finding_count"],
  ["worstSeverity", "worst_finding_severity"],
  ["soonestCredentialExpiry", "soonest_credential_expiry"],
  ["nextReviewOn", "next_review_on"],
  ["lastReviewedOn", "last_reviewed_on"],
  ["lastSeenAt", "last_seen_at"],
  ["registeredAt", "registered_at"],
  ["updatedAt", "updated_at"],
  ["id", "id"],
] as const satisfies readonly (readonly [keyof ServerExportRecord, string])[];

export function csvHead(): string {
  return csvLines([CSV_COLUMNS.map(([, heading]) => heading)]);
}

export function csvRows(records: readonly ServerExportRecord[]): string {
  return csvLines(records.map((record) => CSV_COLUMNS.map(([field]) => record[field])));
}
