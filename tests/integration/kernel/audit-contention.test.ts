import "#tests/setup/use-test-database.ts";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { getAuditHead } from "#lib/audit/queries/get-audit-head.ts";
import { readTrail } from "#lib/audit/read-trail.ts";
import type { ChainRow } from "#lib/audit/verify-chain.ts";
import { verifyTrail } from "#lib/audit/verify-trail.ts";
import { type Actor, systemActor } from "#lib/kernel/actor.ts";
import { appendStandalone } from "#lib/kernel/audit-log.ts";
import { newOrganization } from "#tests/factories/organization.ts";

const PROCESSES = 4;
const APPENDS = 90;
/** Of every nine appends one is a command of three events. */
const EVENTS = PROCESSES * (APPENDS + 2 * (APPENDS / 9));
const ENTRY = fileURLToPath(new URL("audit-append-process.ts", import.meta.url));

it("keeps one unbroken chain when several processes append to one organization at once", async () => {
  const { organizationId, auditor } = await newOrganization();
  await Promise.all(
    Array.from({ length: PROCESSES }, (_, index) => appendFromProcess(organizationId, index)),
  );
  const rows = await wholeTrail(auditor);
  expect(rows.map((row) => row.sequence)).toEqual(Array.from({ length: EVENTS }, (_, i) => BigInt(i + 1)));
  expect(new Set(rows.map((row) => row.previousHash.toString())).size).toBe(EVENTS);
  expect(new Set(rows.map((row) => row.record.subjectName)).size).toBe(EVENTS);
  const head = await getAuditHead(auditor, {});
  expect(await verifyTrail({ chunks: readTrail(auditor, head), head })).toMatchObject({
    ok: true,
    next: { sequence: BigInt(EVENTS) },
  });
}, 120_000);

it("keeps the events of one transaction next to each other", async () => {
  const { organizationId, auditor } = await newOrganization();
  await Promise.all([appendFromProcess(organizationId, 0), appendFromProcess(organizationId, 1)]);
  const names = (await wholeTrail(auditor)).map((row) => row.record.subjectName);
  const firsts = names.filter((name) => name.endsWith("/a"));
  expect(firsts).toHaveLength(2 * (APPENDS / 9));
  for (const first of firsts) {
    const at = names.indexOf(first);
    const stem = first.slice(0, -2);
    expect(names.slice(at, at + 3)).toEqual([`${stem}/a`, `${stem}/b`, `${stem}/c`]);
  }
}, 120_000);

it("tells every caller of a shared batch the number of its own event", async () => {
  const { organizationId, auditor } = await newOrganization();
  const actor = systemActor(organizationId, "test");
  const numbers = await Promise.all(
    Array.from({ length: 700 }, (_, index) =>
      appendStandalone(
        actor,
        { type: "session.opened", subject: { kind: "user", id: null, name: `event ${index}` }, detail: {} },
        new Date(),
      ),
    ),
  );
  const rows = await wholeTrail(auditor);
  const nameAt = new Map(rows.map((row) => [row.sequence, row.record.subjectName]));
  expect(numbers.map((sequence) => nameAt.get(sequence))).toEqual(
    Array.from({ length: 700 }, (_, index) => `event ${index}`),
  );
});

async function appendFromProcess(organizationId: string, index: number): Promise<void> {
  const settings = { ...process.env, DATABASE_POOL: "3" };
  const words = [ENTRY, organizationId, String(index), String(APPENDS)];
  await promisify(execFile)(process.execPath, words, { env: settings });
}

async function wholeTrail(auditor: Actor): Promise<ChainRow[]> {
  const rows: ChainRow[] = [];
  const head = await getAuditHead(auditor, {});
  for await (const chunk of readTrail(auditor, head)) rows.push(...chunk);
  return rows;
}
