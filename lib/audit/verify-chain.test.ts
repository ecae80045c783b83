import fc from "fast-check";
import { expect, test } from "vitest";
import { type AuditRecord, chainLink, recordDigest } from "#lib/kernel/audit-log.ts";
import {
  CHAIN_ORIGIN,
  type ChainPoint,
  type ChainRow,
  verifyAnchor,
  verifyChain,
  verifyHead,
} from "./verify-chain.ts";

test("finds an untouched chain whole, in one piece or in chunks of any size", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 7 }), (length, chunk) => {
      const rows = aChain(length);
      let reached: ChainPoint = CHAIN_ORIGIN;
      for (let start = 0; start < length; start += chunk) {
        const verdict = verifyChain(reached, rows.slice(start, start + chunk));
        if (!verdict.ok) throw new Error(verdict.problem);
        reached = verdict.next;
      }
      expect(verifyHead(reached, headOf(rows))).toMatchObject({ ok: true });
    }),
  );
});

test.each<[string, Partial<AuditRecord>]>([
  ["its type", { type: "grant.revoked" }],
  ["who did it", { actorName: "Mallory" }],
  ["when", { occurredAt: "2020-01-01T00:00:00.000Z" }],
  ["its subject", { subjectId: null }],
  ["its request", { requestId: "other" }],
  ["its detail", { detail: { position: 5, reason: "nothing to see" } }],
])("names the event whose record was altered: %s", (_what, parts) => {
  const rows = aChain(9).map((row) =>
    row.sequence === 5n ? { ...row, record: { ...row.record, ...parts } } : row,
  );
  expect(verifyChain(CHAIN_ORIGIN, rows)).toEqual({
    ok: false,
    sequence: 5n,
    problem: "the event was altered: its content does not give its hash",
  });
});

test("names the event after an altered one, when the altered one was given a fitting hash", () => {
  const rows = aChain(9);
  const forged = link(rows[3] ?? CHAIN_ORIGIN, aRecord(99));
  rows[4] = forged;
  expect(verifyChain(CHAIN_ORIGIN, rows)).toMatchObject({ ok: false, sequence: 6n });
});

test("names the first of the missing events", () => {
  const rows = aChain(9);
  rows.splice(3, 2);
  expect(verifyChain(CHAIN_ORIGIN, rows)).toEqual({
    ok: false,
    sequence: 4n,
    problem: "the events up to 5 are missing",
  });
});

test("names the event out of order", () => {
  const rows = aChain(6);
  const [third, fourth] = rows.slice(2, 4);
  if (third === undefined || fourth === undefined) throw new Error("the chain has six events");
  expect(verifyChain(CHAIN_ORIGIN, [...rows.slice(0, 3), third, fourth])).toMatchObject({
    ok: false,
    sequence: 3n,
  });
});

test("does not take a chain whose events were renumbered to hide a gap", () => {
  const rows = aChain(6).filter((row) => row.sequence !== 3n);
  const renumbered = rows.map((row, index) => ({ ...row, sequence: BigInt(index + 1) }));
  expect(verifyChain(CHAIN_ORIGIN, renumbered)).toMatchObject({ ok: false, sequence: 3n });
});

test("any one altered byte of any hash is found, at that event or the next", () => {
  fc.assert(
    fc.property(fc.nat(7), fc.nat(31), fc.integer({ min: 1, max: 255 }), (at, byte, flip) => {
      const rows = aChain(8);
      const row = rows[at];
      if (row === undefined) throw new Error("the chain has eight events");
      const hash = Uint8Array.from(row.hash);
      hash[byte] = (hash[byte] ?? 0) ^ flip;
      rows[at] = { ...row, hash };
      expect(verifyChain(CHAIN_ORIGIN, rows)).toMatchObject({ ok: false, sequence: BigInt(at + 1) });
    }),
  );
});

test("finds a tail that was cut, a head that was altered, and events past the head", () => {
  const rows = aChain(9);
  const head = headOf(rows);
  const sixth = headOf(rows.slice(0, 6));
  expect(verifyHead(sixth, head)).toEqual({
    ok: false,
    sequence: 7n,
    problem: "the newest 3 event(s) are missing: the head counts to 9",
  });
  expect(verifyHead(head, { ...head, hash: sixth.hash })).toMatchObject({ ok: false, sequence: 9n });
  expect(verifyHead(head, sixth)).toMatchObject({ ok: false, sequence: 7n });
});

test("an anchor noted outside tells a chain that was rewritten from the start", () => {
  const anchor = headOf(aChain(5));
  const rewritten = aChain(9, 100);
  expect(verifyChain(CHAIN_ORIGIN, rewritten)).toMatchObject({ ok: true });
  expect(verifyAnchor(headOf(rewritten.slice(0, 5)), anchor)).toMatchObject({ ok: false, sequence: 5n });
  expect(verifyAnchor(headOf(aChain(5)), anchor)).toMatchObject({ ok: true });
});

function aChain(length: number, from = 0): ChainRow[] {
  const rows: ChainRow[] = [];
  for (let index = 1; index <= length; index += 1)
    rows.push(link(rows.at(-1) ?? CHAIN_ORIGIN, aRecord(from + index)));
  return rows;
}

function link(previous: ChainPoint, record: AuditRecord): ChainRow {
  const sequence = previous.sequence + 1n;
  const hash = chainLink(previous.hash, sequence, recordDigest(record));
  return { sequence, previousHash: previous.hash, hash, record };
}

function headOf(rows: ChainRow[]): ChainPoint {
  const { sequence, hash } = rows.at(-1) ?? CHAIN_ORIGIN;
  return { sequence, hash };
}

function aRecord(position: number): AuditRecord {
  return {
    id: `019a0000-0000-7000-8000-${String(position).padStart(12, "0")}`,
    occurredAt: "2026-11-22T10:00:00.000Z",
    type: "grant.issued",
    actorKind: "person",
    actorId: "019a0000-0000-7000-8000-000000000001",
    actorName: "Ada",
    subjectKind: "grant",
    subjectId: "019a0000-0000-7000-8000-000000000002",
    subjectName: "create_issue",
    requestId: null,
    detail: { position, reason: "asked" },
  };
}
