import { toCef } from "#lib/audit/export/cef.ts";
import { headerLine, rowLine } from "#lib/audit/export/jsonl.ts";
import { toOcsf } from "#lib/audit/export/ocsf.ts";
import { getAuditHead } from "#lib/audit/queries/get-audit-head.ts";
import { readTrail } from "#lib/audit/read-trail.ts";
import type { ChainHead, ChainRow } from "#lib/audit/verify-chain.ts";
import { requireOrganizationId } from "#lib/identity/operator.ts";
import { type SystemActor, systemActor } from "#lib/kernel/actor.ts";
import { now } from "#lib/kernel/clock.ts";
import { answer, UsageError } from "./output.ts";
import { progress } from "./progress.ts";
import { writeWholeFile } from "./write-whole-file.ts";

interface ExportOptions {
  format: string;
  out: string;
  force?: boolean;
  json?: boolean;
}

const LINES: Record<string, (row: ChainRow) => string> = {
  jsonl: rowLine,
  ocsf: (row) => JSON.stringify(toOcsf(row)),
  cef: toCef,
};

/** Streams the trail, up to where it ends now, into a file. */
export async function auditExport({ format, out, force, json }: ExportOptions): Promise<void> {
  const toLine = Object.hasOwn(LINES, format) ? LINES[format] : undefined;
  if (toLine === undefined) {
    throw new UsageError(`There is no format "${format}". There are: ${Object.keys(LINES).join(", ")}.`);
  }
  const actor = systemActor(await requireOrganizationId(), "command line");
  const head = await getAuditHead(actor, {});
  const first = format === "jsonl" ? `${headerLine(actor.organizationId, head, now())}\n` : "";
  await writeWholeFile(out, force === true, textOf(actor, head, first, toLine));
  progress("");
  const ends = `${head.sequence}:${Buffer.from(head.hash).toString("hex")}`;
  answer(json, { file: out, format, events: Number(head.sequence), head: ends }, () => [
    `${head.sequence} event(s) written to ${out}.`,
    `head ${ends}`,
  ]);
}

async function* textOf(
  actor: SystemActor,
  head: ChainHead,
  first: string,
  toLine: (row: ChainRow) => string,
) {
  yield first;
  for await (const rows of readTrail(actor, head)) {
    yield `${rows.map(toLine).join("\n")}\n`;
    progress(`Wrote ${rows.at(-1)?.sequence ?? 0n} of ${head.sequence} events`);
  }
}
