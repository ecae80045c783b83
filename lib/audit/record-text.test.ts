import canonicalize from "canonicalize";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AuditRecord } from "#lib/kernel/audit-log.ts";
import type { JsonObject } from "#lib/kernel/events.ts";
import { recordText } from "./record-text.ts";

const text = fc.string({ unit: "binary", maxLength: 12 });
const detail = fc
  .dictionary(
    fc.oneof(text, fc.nat(20).map(String), fc.constant("__proto__")),
    fc.jsonValue({ depthSize: "large" }),
  )
  // JSON.parse is how a stored detail arrives; it makes `__proto__` a name like any other.
  .map((value) => JSON.parse(JSON.stringify(value).toWellFormed()) as JsonObject);

test("writes the very text that RFC 8785 asks for, whatever the detail", () => {
  fc.assert(
    fc.property(detail, text, fc.option(text), (detailValue, name, requestId) => {
      const record = aRecord({ detail: detailValue, actorName: name, subjectName: name, requestId });
      expect(recordText(record)).toBe(canonicalize(record));
    }),
    { numRuns: 500 },
  );
});

test("writes names that are numbers in the order of their characters, not of their value", () => {
  const record = aRecord({ detail: { b: { "10": 1, "9": 2, a: 3 } } });
  expect(recordText(record)).toContain('{"10":1,"9":2,"a":3}');
});

test("leaves nesting deeper than its own limit to the library", () => {
  let deep: JsonObject = { end: true };
  for (let depth = 0; depth < 500; depth += 1) deep = { z: 1, a: deep };
  const record = aRecord({ detail: deep });
  expect(recordText(record)).toBe(canonicalize(record));
});

function aRecord(parts: Partial<AuditRecord>): AuditRecord {
  return {
    id: "019a0000-0000-7000-8000-000000000001",
    occurredAt: "2026-11-22T10:00:00.000Z",
    type: "grant.issued",
    actorKind: "person",
    actorId: null,
    actorName: "Ada",
    subjectKind: "grant",
    subjectId: null,
    subjectName: "create_issue",
    requestId: null,
    detail: {},
    ...parts,
  };
}
