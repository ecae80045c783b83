import { hash } from "node:crypto";
import { type AuditRecord, CHAIN_START, chainLink } from "#lib/kernel/audit-log.ts";
import { recordText } from "./record-text.ts";

/** A place in the chain: an event's number and its hash. Number 0 with 32 zero bytes is where every chain starts. */
export interface ChainPoint {
  sequence: bigint;
  hash: Uint8Array;
}

/** Where a trail says that it ends. */
export interface ChainHead extends ChainPoint {
  /** There are events of higher numbers. */
  isPassed?: boolean;
}

/** One event as it is stored or exported: what was hashed, its number, and the two links. */
export interface ChainRow extends ChainPoint {
  previousHash: Uint8Array;
  record: AuditRecord;
}

export type ChainVerdict =
  | { ok: true; next: ChainPoint }
  /** The first event, by number, at which the trail is not what it was. */
  | { ok: false; sequence: bigint; problem: string };

export const CHAIN_ORIGIN: ChainPoint = { sequence: 0n, hash: CHAIN_START };

/**
 * Checks that `rows` follow `previous` without a gap and that none was altered. Pure: rows may come from the
 * database or from an exported file, in chunks; feed `next` back in as `previous`.
 */
export function verifyChain(previous: ChainPoint, rows: Iterable<ChainRow>): ChainVerdict {
  let reached = previous;
  for (const row of rows) {
    const problem = checkRow(reached, row);
    if (problem !== null) return problem;
    reached = { sequence: row.sequence, hash: row.hash };
  }
  return { ok: true, next: reached };
}

/** Compares where the trail ends with where its head, or a head noted elsewhere, says that it ends. */
export function verifyHead(reached: ChainPoint, head: ChainHead): ChainVerdict {
  if (reached.sequence < head.sequence) {
    const missing = head.sequence - reached.sequence;
    return broken(
      reached.sequence + 1n,
      `the newest ${missing} event(s) are missing: the head counts to ${head.sequence}`,
    );
  }
  if (reached.sequence > head.sequence || head.isPassed === true) {
    return broken(
      head.sequence + 1n,
      `the head counts to ${head.sequence} only: events were added past it, or it was altered`,
    );
  }
  if (!isEqual(reached.hash, head.hash)) {
    return broken(head.sequence, "the head does not carry the last event's hash: the head was altered");
  }
  return { ok: true, next: reached };
}

/** Compares a head that was noted outside with the event of that number: tells a trail that was rewritten whole. */
export function verifyAnchor(row: ChainPoint, anchor: ChainPoint): ChainVerdict {
  if (isEqual(row.hash, anchor.hash)) return { ok: true, next: row };
  return broken(
    anchor.sequence,
    "it is not the event that was noted outside: the trail was rewritten up to here or before",
  );
}

function checkRow(reached: ChainPoint, row: ChainRow): ChainVerdict | null {
  const expected = reached.sequence + 1n;
  if (row.sequence > expected) {
    const last = row.sequence - 1n;
    return broken(
      expected,
      last === expected ? "the event is missing" : `the events up to ${last} are missing`,
    );
  }
  if (row.sequence < expected) return broken(row.sequence, "the event is out of order or there twice");
  if (!isEqual(row.previousHash, reached.hash)) {
    return broken(row.sequence, "the event does not follow the one before it: one of the two was replaced");
  }
  const digest = hash("sha256", recordText(row.record), "buffer");
  if (!isEqual(chainLink(reached.hash, row.sequence, digest), row.hash)) {
    return broken(row.sequence, "the event was altered: its content does not give its hash");
  }
  return null;
}

function broken(sequence: bigint, problem: string): ChainVerdict {
  return { ok: false, sequence, problem };
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
