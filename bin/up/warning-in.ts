const WARN_LEVEL = 40;

/**
 * The words of a line worth showing at the terminal: warnings and errors of structured logs (pino's levels), and
 * whatever else was written to standard error. `undefined` for the rest, which is only in the log file.
 */
export function warningIn(line: string, isError: boolean): string | undefined {
  const entry = parseEntry(line);
  if (entry === undefined) return isError ? line.trimEnd() : undefined;
  if (entry.level < WARN_LEVEL) return undefined;
  return entry.cause === undefined ? entry.words : `${entry.words} (${entry.cause})`;
}

function parseEntry(line: string): { level: number; words: string; cause: string | undefined } | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const { level, msg, err } = JSON.parse(line);
    if (typeof level !== "number") return undefined;
    const cause = typeof err?.message === "string" ? err.message : undefined;
    return { level, words: typeof msg === "string" ? msg : line, cause };
  } catch {
    return undefined;
  }
}
