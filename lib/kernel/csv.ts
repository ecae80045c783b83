import { stringify } from "csv-stringify/sync";

export type CsvCell = string | number | boolean | readonly string[] | null;

/** What the last line of a file begins with when the file is not the whole answer. */
const INCOMPLETE = "INCOMPLETE";

/**
 * Lines of a CSV file (RFC 4180), each ended by CR LF. Lists are joined by "; ", booleans are "yes" and "no". Text that
 * a spreadsheet would run has an apostrophe before it.
 */
export function csvLines(rows: readonly (readonly CsvCell[])[]): string {
  if (rows.length === 0) return "";
  return stringify(
    rows.map((row) => row.map(textOf)),
    { record_delimiter: "\r\n", quoted_match: /[\r\n]/ },
  );
}

/** A last line as wide as the others, so that a cut file cannot be taken for a whole one. */
export function csvCutOff(reason: string, columns: readonly unknown[]): string {
  return csvLines([[`${INCOMPLETE}: ${reason}`, ...columns.slice(1).map(() => null)]]);
}

function textOf(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  return withoutFormula(typeof cell === "string" ? cell : cell.join("; "));
}

/** What would turn the rest of a line round, and with it what the reader believes to see. */
const TURNS_TEXT_ROUND = /[\u202a-\u202e\u2066-\u2069]/g;
/** Spreadsheets run a cell that begins like this, also behind what cannot be seen (OWASP, CSV injection). */
const RUNS = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@|%\uff1d\uff0b\uff0d\uff20])/u;

function withoutFormula(text: string): string {
  const straight = text.replace(TURNS_TEXT_ROUND, "");
  return RUNS.test(straight) ? `'${straight}` : straight;
}
