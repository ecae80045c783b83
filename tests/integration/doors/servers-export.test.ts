import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { GET as exportForPeople } from "#app/(console)/servers/export.csv/route.ts";
import { GET as exportForPrograms } from "#app/api/v1/servers/export/route.ts";
import { listAuditEvents } from "#lib/audit/queries/list-audit-events.ts";
import { exportServers } from "#lib/inventory/export-servers.ts";
import { readServerSearch } from "#lib/inventory/server-search.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { newServer } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { bearerOf, cookieOf } from "#tests/factories/signed-in.ts";

let org: TestOrganization;
beforeEach(async () => {
  org = await newOrganization();
});

const NO_PARAMS = { params: Promise.resolve({}) };
const forPeople = (headers: Record<string, string>, search = "") =>
  exportForPeople(new Request(`http://localhost:3000/servers/export.csv${search}`, { headers }), NO_PARAMS);
const forPrograms = (headers: Record<string, string>, search = "") =>
  exportForPrograms(
    new Request(`http://localhost:3000/api/v1/servers/export${search}`, { headers }),
    NO_PARAMS,
  );
const everything = readServerSearch(new URLSearchParams());

async function lastExport(who: PersonActor) {
  return (await listAuditEvents(who, { type: "servers.exported" })).items[0];
}

describe("the servers as CSV", () => {
  it("gives a person what their list shows, in its order, with the export in the trail", async () => {
    for (const name of ["Zeta", "Alpha", "Mid"]) await newServer(org, { name, environment: "staging" });
    await newServer(org, { name: "Elsewhere", environment: "production" });
    const response = await forPeople(await cookieOf(org.member), "?environment=staging&sort=-name&old=1");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("text/csv");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="steward-servers-.*\.csv"$/,
    );
    const table = parseCsv(await response.text());
    expect(table.map((row) => row.name)).toEqual(["Zeta", "Mid", "Alpha"]);
    expect(table[0]).toMatchObject({ environment: "staging", owner_name: "Owner", owner_is_active: "yes" });
    expect(table[0]?.registered_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(table[0]?.next_review_on).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(await lastExport(org.auditor)).toMatchObject({
      actor: { name: expect.stringContaining("Member") },
      detail: { search: "environment=staging&sort=-name", rows: 3, outcome: "complete" },
    });
    expect((await listAuditEvents(org.auditor, { type: "servers.export_started" })).items).toHaveLength(1);
  });

  it.each([
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ["+1+1", "'+1+1"],
    ["-2+3", "'-2+3"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\u200f=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["\uff1dcmd()", "'\uff1dcmd()"],
    ['Says "hello", twice', 'Says "hello", twice'],
    ["Two\nlines\r\nand three", "Two lines and three"],
    ["abc\u202efdp.exe", "abcfdp.exe"],
    ["\u05e9\u05e8\u05ea \u200fTickets", "\u05e9\u05e8\u05ea Tickets"],
    ["Größe, 数据; 🙂", "Größe, 数据; 🙂"],
  ])("carries the name %j as text that nothing runs", async (name, expected) => {
    await newServer(org, { name });
    const text = await (await forPeople(await cookieOf(org.admin))).text();
    const rows = parseCsv(text);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.name).toBe(expected);
  });

  it("gives a program with the scope the same file, and judges its filters strictly", async () => {
    await newServer(org, { name: "One" });
    const { headers } = await bearerOf(org.admin, ["servers:read"]);
    expect(parseCsv(await (await forPrograms(headers, "?state=registered")).text())).toHaveLength(1);
    const misspelt = await forPrograms(headers, "?state=registred");
    expect(misspelt.status).toBe(400);
    expect((await forPrograms(headers, "?stat=registered")).status).toBe(400);
    expect(await misspelt.json()).toMatchObject({ code: "invalid" });
  });

  it("gives nothing to a token without the scope, to nobody, or to another site's link", async () => {
    const { headers } = await bearerOf(org.admin, ["audit:read"]);
    expect((await forPrograms(headers)).status).toBe(403);
    expect((await forPeople({})).status).toBe(401);
    const crossSite = { ...(await cookieOf(org.admin)), "sec-fetch-site": "cross-site" };
    expect((await forPeople(crossSite)).status).toBe(403);
    expect((await forPrograms(crossSite)).status).toBe(403);
    expect(await lastExport(org.auditor)).toBeUndefined();
  });

  it("shows no other organization's servers", async () => {
    await newServer(org, { name: "Ours" });
    const theirs = await newOrganization();
    expect(parseCsv(await (await forPeople(await cookieOf(theirs.admin))).text())).toEqual([]);
  });

  it.each([
    ["name", ["Alpha", "Beta", "Delta", "Epsilon", "Gamma"]],
    ["-registered", ["Epsilon", "Delta", "Gamma", "Beta", "Alpha"]],
  ])("goes on over batches without a gap or a repetition, by %s", async (sort, expected) => {
    for (const name of ["Alpha", "Beta", "Gamma", "Delta", "Epsilon"]) await newServer(org, { name });
    const search = readServerSearch(new URLSearchParams({ sort }));
    const pieces = await piecesOf(exportServers(org.admin, search, { rowsMax: 100, batchRows: 2 }));
    expect(parseCsv(pieces.join("")).map((row) => row.name)).toEqual(expected);
    expect((await lastExport(org.auditor))?.detail).toMatchObject({ rows: 5, outcome: "complete" });
  });

  it("says in its last line that it was cut at the limit", async () => {
    for (const name of ["A", "B", "C"]) await newServer(org, { name });
    const pieces = await piecesOf(exportServers(org.admin, everything, { rowsMax: 2, batchRows: 2 }));
    const rows = parseCsv(pieces.join(""));
    expect(rows.map((row) => row.name)).toEqual(["A", "B", ""]);
    expect(rows[2]?.slug).toMatch(/^INCOMPLETE: only the first 2 servers/);
    expect((await lastExport(org.auditor))?.detail).toMatchObject({ rows: 2, outcome: "cut_at_limit" });
  });

  it("is not cut when the limit is exactly what there is", async () => {
    for (const name of ["A", "B"]) await newServer(org, { name });
    const pieces = await piecesOf(exportServers(org.admin, everything, { rowsMax: 2, batchRows: 2 }));
    expect(pieces.join("")).not.toContain("INCOMPLETE");
    expect((await lastExport(org.auditor))?.detail).toMatchObject({ rows: 2, outcome: "complete" });
  });

  it("stops when the reader goes away, and the trail says so", async () => {
    await newServer(org, { name: "One" });
    const response = await forPeople(await cookieOf(org.admin));
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect((await lastExport(org.auditor))?.detail).toMatchObject({ rows: 0, outcome: "stopped_by_reader" });
  });

  it("does not look whole when it fails half way", async () => {
    await newServer(org, { name: "One" });
    // An order nobody knows passes the first line and fails at the first batch.
    const broken = { ...everything, sort: "by_magic" as typeof everything.sort };
    const pieces: string[] = [];
    await expect(piecesOf(exportServers(org.admin, broken), pieces)).rejects.toMatchObject({
      code: "invalid",
    });
    expect(pieces.at(-1)).toMatch(/^"INCOMPLETE: the export failed after 0 servers/);
    expect((await lastExport(org.auditor))?.detail).toMatchObject({ outcome: "failed" });
  });
});

async function piecesOf(
  exporting: ReturnType<typeof exportServers>,
  pieces: string[] = [],
): Promise<string[]> {
  for await (const piece of await exporting) pieces.push(piece);
  return pieces;
}

/** A reader of RFC 4180 that knows nothing of the writer: rows by heading. */
function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  const cells = text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g);
  for (const [, quoted, plain = "", end] of cells) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
  }
  const [head = [], ...body] = rows.filter((row) => row.length > 0);
  expect(body.every((row) => row.length === head.length)).toBe(true);
  return body.map((row) => Object.fromEntries(head.map((heading, place) => [heading, row[place] ?? ""])));
}
