import "#tests/setup/use-test-database.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { sweeps } from "#lib/inventory/jobs.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import { newServer, newServerWithTools, tool } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;

beforeAll(async () => {
  org = await newOrganization();
  await newServerWithTools(
    org,
    {
      name: "GitHub bridge",
      purpose: "Opens and closes issues.",
      team: "Helpdesk",
      packageName: "@acme/gh-mcp",
    },
    [tool("createIssue", "Create an issue."), tool("list_pull_requests", "List pull requests.")],
  );
  await newServer(org, {
    name: "Payments",
    purpose: "Handles 100%_odd\\cases for Größe and 数据 🙂",
    ownerId: org.approver.userId,
    transport: "streamable_http",
    command: null,
    args: [],
    url: "https://mcp.billing.example/v2/mcp",
    packageName: null,
  });
  await newServer(org, { name: "Paypal mirror", packageName: "@acme/pp" });
  await foldCounts();
});

/** Words of the last minute are found, and suggested once counts have been added up. */
async function foldCounts() {
  await sweeps.find(({ name }) => name === "fold-server-facets")?.run(org.organizationId);
}

async function search(q: string) {
  const { items, didYouMean } = await listServers(org.auditor, { q });
  return { names: items.map(({ name }) => name), didYouMean };
}

describe("searching servers", () => {
  it.each([
    ["a word of the name, in any case", "GITHUB", ["GitHub bridge"]],
    ["the beginning of a word", "pay", ["Payments", "Paypal mirror"]],
    ["words of different fields, all of them", "bridge issues helpdesk", ["GitHub bridge"]],
    ["a word of the purpose", "closes", ["GitHub bridge"]],
    ["the owner's name", "approver", ["Payments"]],
    ["a package", "@acme/gh-mcp", ["GitHub bridge"]],
    ["an address", "https://mcp.billing.example/v2", ["Payments"]],
    ["a tool's name", "list_pull_requests", ["GitHub bridge"]],
    ["a part of a tool's name in camel case", "issue create", ["GitHub bridge"]],
    ["a tool's whole name", "createIssue", ["GitHub bridge"]],
    ["letters beyond ASCII", "größe 数据", ["Payments"]],
    ["a part inside a word", "ithu", ["GitHub bridge"]],
    ["two letters, as beginnings of words", "gi", ["GitHub bridge"]],
    ["a word still being typed after a whole one", "github b", ["GitHub bridge"]],
  ])("finds by %s", async (_what, q, names) => {
    expect(await search(q)).toEqual({ names, didYouMean: undefined });
  });

  it("does not find what lacks one of the words", async () => {
    expect((await search("github payments")).names).toEqual([]);
  });

  it.each([
    ["gihtub", "github", ["GitHub bridge"]],
    ["paymets", "payments", ["Payments"]],
    ["brigde issues", "bridge issues", ["GitHub bridge"]],
    ["lst_pull_requests", "list pull requests", ["GitHub bridge"]],
  ])("finds in spite of a slip: %s", async (q, didYouMean, names) => {
    expect(await search(q)).toEqual({ names, didYouMean });
  });

  it("pages through what a mended search finds", async () => {
    const first = await listServers(org.auditor, { q: "acmee", limit: 1 });
    expect(first).toMatchObject({ didYouMean: "acme", total: { count: 2 } });
    const second = await listServers(org.auditor, { q: "acmee", limit: 1, cursor: first.nextCursor ?? "" });
    expect(second.items).toHaveLength(1);
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
  });

  it.each([
    "%",
    "_",
    "\\",
    "'",
    "!!! & | ( ) <-> :*",
    "foo & !bar | (baz",
    "'; drop table server; --",
    "🙂🙂",
    "‮evil",
    "a".repeat(200),
    `${"word ".repeat(39)}word`,
    "<script>alert(1)</script>",
    "\u{10ffff}",
    "x'::tsquery",
    "%d0%b0",
    "&amp; &lt;b&gt;",
    "-1e309 1e5 0x1F",
  ])("answers %j without an error", async (q) => {
    await expect(listServers(org.auditor, { q })).resolves.toMatchObject({ items: expect.any(Array) });
  });

  it("knows the new words as soon as a server has them", async () => {
    const { serverId } = await newServer(org, { name: "Untouched" });
    await updateServer(org.admin, { serverId, purpose: "Waters the zinnias." });
    expect((await search("zinnias")).names).toEqual(["Untouched"]);
    await updateServer(org.admin, { serverId, purpose: "Waters nothing." });
    expect((await search("zinnias")).names).toEqual([]);
  });

  it("neither finds nor suggests another organization's words", async () => {
    const stranger = await newOrganization();
    await newServer(stranger, { name: "Alone" });
    for (const q of ["github", "gihtub", "ithu", "gi"]) {
      expect(await listServers(stranger.auditor, { q })).toEqual({
        items: [],
        nextCursor: null,
        total: { count: 0, isEstimate: false },
      });
    }
  });
});
