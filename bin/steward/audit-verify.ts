import { getAuditHead } from "#lib/audit/queries/get-audit-head.ts";
import { readTrail } from "#lib/audit/read-trail.ts";
import type { ChainHead, ChainPoint, ChainRow } from "#lib/audit/verify-chain.ts";
import { verifyTrail } from "#lib/audit/verify-trail.ts";
import { requireOrganizationId } from "#lib/identity/operator.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { answer, remark, UsageError } from "./output.ts";
import { progress } from "./progress.ts";
import { openTrailFile } from "./read-trail-file.ts";

interface VerifyOptions {
  file?: string;
  head?: string;
  json?: boolean;
}

/** Exit status 0 when the trail is whole, 1 with the number of the first event that is not what it was. */
export async function auditVerify({ file, head: noted, json }: VerifyOptions): Promise<void> {
  const anchor = noted === undefined ? undefined : parseHead(noted);
  const { head, chunks } = file === undefined ? await fromDatabase() : await fromFile(file);
  const onProgress = (checked: bigint) => progress(`Checked ${checked} of ${head.sequence} events`);
  const verdict = await verifyTrail({ chunks, head, anchor, onProgress });
  progress("");
  const ends = `${head.sequence}:${Buffer.from(head.hash).toString("hex")}`;
  if (verdict.ok) {
    answer(json, { isWhole: true, events: Number(head.sequence), head: ends }, () => [
      `The trail is whole: ${head.sequence} event(s), each follows the one before.`,
      `head ${ends}`,
    ]);
    return;
  }
  process.exitCode = 1;
  const problem = { sequence: Number(verdict.sequence), words: verdict.problem };
  if (json === true) answer(json, { isWhole: false, problem, head: ends }, () => []);
  else remark(`The trail breaks at event ${verdict.sequence}: ${verdict.problem}.`);
}

interface Trail {
  head: ChainHead;
  chunks: AsyncIterable<ChainRow[]>;
}

async function fromDatabase(): Promise<Trail> {
  const actor = systemActor(await requireOrganizationId(), "command line");
  const head = await getAuditHead(actor, {});
  return { head, chunks: readTrail(actor, head) };
}

async function fromFile(path: string): Promise<Trail> {
  const { header, chunks } = await openTrailFile(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT" ? new UsageError(`There is no file ${path}.`) : error;
  });
  return { head: header.head, chunks };
}

function parseHead(text: string): ChainPoint {
  const [, sequence, hash] = /^(\d{1,18}):([0-9a-f]{64})$/i.exec(text) ?? [];
  if (sequence === undefined || hash === undefined) {
    throw new UsageError("--head takes a number and a hash, as `audit verify` prints them: 123:9f86d0...");
  }
  return { sequence: BigInt(sequence), hash: Buffer.from(hash, "hex") };
}
