import { stringify } from "csv-stringify/sync";
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
  ["lastSeenAt", "last_seen_at"],
  ["registeredAt", "registered_at"],
  ["updatedAt", "updated_at"],
  ["id", "id"],
] as const satisfies readonly (readonly [keyof ServerExportRecord, string])[];

/** What the last line of a file begins with when the file is not the whole answer. */
export const INCOMPLETE = "INCOMPLETE";

export function csvHead(): string {
  return lines([CSV_COLUMNS.map(([, heading]) => heading)]);
}

/** RFC 4180, lines ended by CR LF. Lists are joined by "; ". */
export function csvRows(records: readonly ServerExportRecord[]): string {
  return lines(records.map((record) => CSV_COLUMNS.map(([field]) => cell(record[field]))));
}

/** A last line as wide as the others, so that a cut file cannot be taken for a whole one. */
export function csvCutOff(reason: string): string {
  return lines([[`${INCOMPLETE}: ${reason}`, ...CSV_COLUMNS.slice(1).map(() => "")]]);
}

function lines(rows: readonly string[][]): string {
  return rows.length === 0 ? "" : stringify([...rows], { record_delimiter: "\r\n", quoted_match: /[\r\n]/ });
}

function cell(value: ServerExportRecord[keyof ServerExportRecord]): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return plainText(typeof value === "string" ? value : value.join("; "));
}

/** What would turn the rest of a line round, and with it what the reader believes to see. */
const TURNS_TEXT_ROUND = /[\u202a-\u202e\u2066-\u2069]/g;
/** Spreadsheets run a cell that begins like this, also behind what cannot be seen (OWASP, CSV injection). */
const RUNS = /^[\s\p{Cc}\p{Cf}]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/u;

/** Text that a spreadsheet shows and does not run: an apostrophe is put before what it would take for a formula. */
export function plainText(text: string): string {
  const straight = text.replace(TURNS_TEXT_ROUND, "");
  return RUNS.test(straight) ? `'${straight}` : straight;
}
