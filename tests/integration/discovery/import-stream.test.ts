import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { importStream } from "#lib/discovery/import-stream.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import { eventsOf } from "#tests/factories/audit.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let organization: TestOrganization;
beforeEach(async () => {
  organization = await newOrganization();
});
afterAll(disconnect);

const entry = (index: number) => ({
  name: `io.example/server-${index}`,
  description: "Made for a test.",
  version: "1.0.0",
  packages: [{ registryType: "npm", identifier: `@example/server-${index}`, version: "1.0.0" }],
});

async function* parts(text: string, chars = 10_000): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += chars) yield text.slice(from, from + chars);
}

const stream = (text: string, isLines: boolean, machine = "registry-mirror") =>
  importStream(organization.admin, { machine, path: "servers", isLines, parts: parts(text) });

const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => JSON.stringify(entry(from + index))).join("\n");

describe("a long list of servers", () => {
  test("comes in batch by batch, and what cannot be read is passed over and counted", async () => {
    const text = `${lines(0, 1_200)}\n{"broken": \n\n"just a text"\n${"[".repeat(50_000)}\n${lines(1_200, 2_300)}`;
    const result = await stream(text, true);
    expect(result).toMatchObject({ serverCount: 2_300, newCount: 2_300, unreadCount: 2 });
    expect(await eventsOf(organization.organizationId, "import.continued")).toHaveLength(3);
    const row = await inTenant(organization.organizationId, "read", (tx) => tx.import.findFirstOrThrow());
    expect(row).toMatchObject({ serverCount: 2_300, newCount: 2_300, machine: "registry-mirror" });
    expect(row.finishedAt).not.toBeNull();
  });

  test("is read from an array as well, and a second run marks what is no longer in it", async () => {
    const list = (to: number) =>
      JSON.stringify({ servers: Array.from({ length: to }, (_, index) => entry(index)) });
    expect(await stream(list(30), false)).toMatchObject({ newCount: 30, goneCount: 0 });
    expect(await stream(list(20), false)).toMatchObject({ newCount: 0, serverCount: 20, goneCount: 10 });
    const gone = await listCandidates(organization.admin, { seen: "gone" });
    expect(gone.items).toHaveLength(10);
  });

  test("keeps no secret of an entry", async () => {
    const secret = `ghp_${"aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA3"}`;
    const result = await stream(
      `{"name":"gh","command":"npx","args":["-y","@example/gh"],"env":{"GITHUB_TOKEN":"${secret}"}}`,
      true,
    );
    expect(result).toMatchObject({ serverCount: 1, secretCount: 1 });
    const { items } = await listCandidates(organization.admin, {});
    expect(items[0]?.secrets).toMatchObject([{ place: "env.GITHUB_TOKEN" }]);
    expect(JSON.stringify([result, items])).not.toContain(secret);
  });

  test("is refused to members", async () => {
    const attempt = importStream(organization.member, {
      machine: "",
      path: "x",
      isLines: true,
      parts: parts(""),
    });
    await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
  });
});
