import { stringify } from "csv-stringify/sync";

export type CsvCell = string | number | boolean | readonly string[] | null;

/** What the last line of a file begins with when the file is not the whole answer. */
const INCOMPLETE = "INCOMPLETE";

/**
 * Lines of a CSV file (RFC 4180), each ended by CR LF. Lists are joined by "; ", booleans are "yes" and "no". Every
 * text stands in quotes, because many spreadsheets part lines at a semicolon; what they would run has an apostrophe
 * before it.
 */
export function csvLines(rows: readonly (readonly CsvCell[])[]): string {
  if (rows.length === 0) return "";
  return stringify(
    rows.map((row) => row.map(textOf)),
    { record_delimiter: "\r\n", quoted_string: true, quoted_empty: false },
  );
}

/** A last line as wide as the others, so that a cut file cannot be taken for a whole one. */
export function csvCutOff(reason: string, columns: readonly unknown[]): string {
  return csvLines([[`${INCOMPLETE}: ${reason}`, ...columns.slice(1).map(() => null)]]);
}

function textOf(cell: CsvCell): string | number {
  if (cell === null) return "";
  if (typeof cell === "number") return cell;
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  return withoutFormula(typeof cell === "string" ? cell : cell.join("; "));
}

/** What would turn the rest of a line round, and with it what the reader believes to see. */
const TURNS_TEXT_ROUND = /[\u202a-\u202e\u2066-\u2069]/g;
/** Nothing to see, in any script: also letters and marks that are drawn as nothing. */
const UNSEEN = "[\\s\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}\\u2800]*";
const FORMULA = "[=+\\-@|%\\uff1d\\uff0b\\uff0d\\uff20]";
/** Spreadsheets run a cell that begins like this, also behind what cannot be seen (OWASP, CSV injection). */
const RUNS = new RegExp(`^(?:[\\t\\r\\n]|${UNSEEN}${FORMULA})`, "u");
const RUNS_WHEN_PARTED = new RegExp(`([;\\t]${UNSEEN})(${FORMULA}?)`, "gu");

function withoutFormula(text: string): string {
  const straight = text
    .replace(TURNS_TEXT_ROUND, "")
    .replace(RUNS_WHEN_PARTED, (all, before: string, sign: string) =>
      sign === "" ? all : `${before}'${sign}`,
    );
  return RUNS.test(straight) ? `'${straight}` : straight;
}
