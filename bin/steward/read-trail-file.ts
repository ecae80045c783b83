import { parseHeader, parseRow, type TrailHeader } from "#lib/audit/export/jsonl.ts";
import type { ChainRow } from "#lib/audit/verify-chain.ts";
import { readLines } from "./read-lines.ts";

const CHUNK_ROWS = 5_000;

/** An exported trail: its header, and its events in chunks. @throws Error in words when it is no such file */
export async function openTrailFile(
  path: string,
): Promise<{ header: TrailHeader; chunks: AsyncGenerator<ChainRow[]> }> {
  const lines = readLines(path);
  const first = await lines.next();
  const header = first.done === true ? null : parseHeader(first.value);
  if (header === null) {
    throw new Error(`${path} is not an audit trail exported with \`audit export --format jsonl\`.`);
  }
  return { header, chunks: chunksOf(path, lines) };
}

async function* chunksOf(path: string, lines: AsyncGenerator<string>): AsyncGenerator<ChainRow[]> {
  let rows: ChainRow[] = [];
  let lineNumber = 1;
  for await (const line of lines) {
    lineNumber += 1;
    if (line === "") continue;
    const row = parseRow(line);
    if (row === null)
      throw new Error(`Line ${lineNumber} of ${path} is not an event: the file was altered or cut.`);
    rows.push(row);
    if (rows.length < CHUNK_ROWS) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}
