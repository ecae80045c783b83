import fc from "fast-check";
import { expect, test } from "vitest";
import { type AuditRecord, chainLink, recordDigest } from "#lib/kernel/audit-log.ts";
import { EVENTS } from "#lib/kernel/events.ts";
import { describeEvent } from "../model.ts";
import { CHAIN_ORIGIN, type ChainRow, verifyChain } from "../verify-chain.ts";
import { toCef } from "./cef.ts";
import { headerLine, parseHeader, parseRow, rowLine } from "./jsonl.ts";
import { toOcsf } from "./ocsf.ts";

test("a line of JSON Lines reads back as the very event, and verifies", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (name) => {
      const row = aRow({ subjectName: name.toWellFormed(), detail: { note: name.toWellFormed() } });
      const read = parseRow(rowLine(row));
      if (read === null) throw new Error("the line was not read");
      expect(verifyChain(CHAIN_ORIGIN, [read])).toMatchObject({ ok: true });
    }),
  );
});

test("the header says whose trail it is and where it ends", () => {
  const row = aRow({});
  const header = parseHeader(headerLine("org", row, new Date("2026-11-22T10:00:00Z")));
  expect(header).toMatchObject({ organizationId: "org", head: { sequence: 1n } });
});

test.each(["", "{", "null", "[]", '{"format":"other"}', '{"sequence":"1"}'])(
  "takes no other line: %s",
  (line) => {
    expect(parseHeader(line)).toBeNull();
    expect(parseRow(line)).toBeNull();
  },
);

test("CEF: no name can end a field, the header or the line", () => {
  const row = aRow({ actorName: "Eve|\\=\nCEF:0|x", type: "odd|type\\" });
  const line = toCef(row);
  expect(line).not.toContain("\n");
  expect(line).toContain("CEF:0|Steward|Steward|1|odd\\|type\\\\|");
  expect(line).toContain("suser=Eve|\\\\\\=\\nCEF:0|x ");
});

test("OCSF: type_uid is class_uid * 100 + activity_id, and a refusal is a failure", () => {
  expect(toOcsf(aRow({ type: "tool.enabled" }))).toMatchObject({
    class_uid: 3004,
    activity_id: 8,
    type_uid: 300408,
  });
  expect(toOcsf(aRow({ type: "grant.suspended" }))).toMatchObject({ activity_id: 12, status: "Success" });
  expect(toOcsf(aRow({ type: "command.refused" }))).toMatchObject({ status: "Failure", severity_id: 3 });
});

test("every kind of event has a sentence that names who", () => {
  for (const type of [...Object.keys(EVENTS), "of.years_ago"]) {
    const { actorKind, actorId, actorName, subjectKind, subjectId, subjectName } = aRow({}).record;
    const words = describeEvent({
      type,
      actor: { kind: actorKind, id: actorId, name: actorName },
      subject: { kind: subjectKind, id: subjectId, name: subjectName },
      detail: { reason: "because" },
    });
    // A sign-in is recorded by Steward and done by its subject.
    const who = /^(session\.opened|user\.(signed_in|sign_in_refused))$/.test(type) ? "create_issue" : "Ada";
    expect(words).toMatch(new RegExp(`^${who}\\b.*: because$`));
  }
});

function aRow(parts: Partial<AuditRecord>): ChainRow {
  const record: AuditRecord = {
    id: "019a0000-0000-7000-8000-000000000001",
    occurredAt: "2026-11-22T10:00:00.000Z",
    type: "grant.issued",
    actorKind: "person",
    actorId: "019a0000-0000-7000-8000-000000000002",
    actorName: "Ada (ada@test.example)",
    subjectKind: "grant",
    subjectId: null,
    subjectName: "create_issue",
    requestId: null,
    detail: {},
    ...parts,
  };
  const hash = chainLink(CHAIN_ORIGIN.hash, 1n, recordDigest(record));
  return { sequence: 1n, previousHash: CHAIN_ORIGIN.hash, hash, record };
}
