import "#tests/setup/use-test-database.ts";
import { beforeAll, expect, it } from "vitest";
import { GET as exportTrail } from "#app/api/v1/audit-events/export/route.ts";
import { parseHeader, parseRow } from "#lib/audit/export/jsonl.ts";
import { CHAIN_ORIGIN, type ChainRow, verifyChain, verifyHead } from "#lib/audit/verify-chain.ts";
import { newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { bearerOf, cookieOf } from "#tests/factories/signed-in.ts";

let org: TestOrganization;
beforeAll(async () => {
  org = await newOrganization();
  await newGovernedServer(org);
});

it("gives an auditor the whole trail as a file that can be verified by itself", async () => {
  const response = await download(await cookieOf(org.auditor));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-disposition")).toMatch(
    /^attachment; filename="steward-audit-.*\.jsonl"$/,
  );
  const [first = "", ...lines] = (await response.text()).trimEnd().split("\n");
  const header = parseHeader(first);
  expect(header?.organizationId).toBe(org.organizationId);
  const rows = lines.map(parseRow).filter((row): row is ChainRow => row !== null);
  expect(rows).toHaveLength(lines.length);
  const verdict = verifyChain(CHAIN_ORIGIN, rows);
  expect(verdict.ok && header !== null && verifyHead(verdict.next, header.head).ok).toBe(true);
});

it("gives one line for each event in OCSF and in CEF", async () => {
  const { headers } = await bearerOf(org.admin, ["audit:read"]);
  const ocsf = (await (await download(headers, "?format=ocsf")).text()).trimEnd().split("\n");
  expect(ocsf.map((line) => JSON.parse(line).class_uid)).toEqual(ocsf.map(() => 3004));
  const cef = (await (await download(headers, "?format=cef")).text()).trimEnd().split("\n");
  expect(cef).toHaveLength(ocsf.length);
  expect(cef.every((line) => line.startsWith("CEF:0|Steward|"))).toBe(true);
});

it("says no before the first byte to who may not read the trail", async () => {
  const response = await download(await cookieOf(org.member));
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: "forbidden" });
});

it.each(["xml", "__proto__", "constructor"])(
  "refuses the format %s and says which there are",
  async (format) => {
    const response = await download(await cookieOf(org.auditor), `?format=${format}`);
    expect(response.status).toBe(400);
    expect((await response.json()).detail).toContain("jsonl, ocsf, cef");
  },
);

function download(headers: Record<string, string>, query = ""): Promise<Response> {
  const request = new Request(`http://localhost:3000/api/v1/audit-events/export${query}`, { headers });
  return exportTrail(request, { params: Promise.resolve({}) });
}
