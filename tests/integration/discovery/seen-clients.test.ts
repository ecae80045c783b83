import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { linkSeenClient } from "#lib/discovery/commands/link-seen-client.ts";
import { registerCandidate } from "#lib/discovery/commands/register-candidate.ts";
import { registerSeenClients } from "#lib/discovery/commands/register-seen-clients.ts";
import { importFiles } from "#lib/discovery/import-files.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { listSeenClients } from "#lib/discovery/queries/list-seen-clients.ts";
import { listSeenServers } from "#lib/discovery/queries/list-seen-servers.ts";
import { getConsumer } from "#lib/inventory/queries/get-consumer.ts";
import { listConsumerPage } from "#lib/inventory/queries/list-consumer-page.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { trail } from "#tests/factories/governed-server.ts";
import { newConsumer } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
beforeEach(async () => {
  org = await newOrganization();
});
afterAll(disconnect);

const docs = { command: "npx", args: ["-y", "@acme/docs-mcp@1.0.0"] };
const notes = { command: "npx", args: ["-y", "@acme/notes-mcp@1.0.0"] };

function bring(machine: string, path: string, mcpServers: Record<string, unknown>) {
  return importFiles(org.admin, { machine, files: [{ path, content: JSON.stringify({ mcpServers }) }] });
}

/** Registers what was found as `docs`; gives the server's id. */
async function governDocs(): Promise<string> {
  const { items } = await listCandidates(org.admin, { search: "docs" });
  const answers = {
    ...{ candidateId: items[0]?.id ?? "", name: "Docs", purpose: "Answers from the handbook.", team: null },
    ...{ ownerId: org.member.userId, backupOwnerId: null, environment: "development", criticality: "low" },
    ...{ dataClasses: [], serverRoleId: null, nextReviewOn: undefined, tags: [] },
  };
  const { serverId } = await registerCandidate(org.admin, answers as Parameters<typeof registerCandidate>[1]);
  return serverId;
}

const cursorOnLaptop = { client: "cursor", machine: "laptop-1" };

describe("clients that files show", () => {
  test("are listed each once, with what they show, page after page", async () => {
    await bring("laptop-1", "/a/.cursor/mcp.json", { docs, notes });
    await bring("laptop-1", "/b/.cursor/mcp.json", { docs });
    await bring("laptop-2", ".cursor/mcp.json", { notes });
    await bring("laptop-2", "claude_desktop_config.json", { docs });
    await governDocs();
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listSeenClients(org.auditor, { limit: 1, cursor });
      names.push(...page.items.map((item) => `${item.name}: ${item.serverCount}, ${item.candidateCount}`));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(names).toEqual([
      "Claude Desktop on laptop-2: 1, 0",
      "Cursor on laptop-1: 1, 1",
      "Cursor on laptop-2: 0, 1",
    ]);
  });

  test("become consumers that may use nothing, once, with their evidence in the trail", async () => {
    await bring("laptop-1", ".cursor/mcp.json", { docs });
    const serverId = await governDocs();
    const wanted = { clients: [cursorOnLaptop, cursorOnLaptop], ownerId: org.member.userId };
    expect(await registerSeenClients(org.admin, wanted)).toEqual({ added: 1, known: 0 });
    expect(await registerSeenClients(org.admin, wanted)).toEqual({ added: 0, known: 1 });

    const [item] = (await listSeenClients(org.admin, {})).items;
    expect(item?.consumer).toEqual({ slug: "cursor-on-laptop-1", name: "Cursor on laptop-1" });
    const consumer = await getConsumer(org.auditor, { slug: "cursor-on-laptop-1" });
    expect(consumer).toMatchObject({ kind: "application", seen: cursorOnLaptop });
    expect(consumer.owner?.id).toBe(org.member.userId);
    expect(await listSeenServers(org.auditor, cursorOnLaptop)).toMatchObject([
      { id: serverId, name: "Docs", placeCount: 1, isGone: false },
    ]);
    const [added, ...more] = await trail(org.organizationId, ["consumer.added"]);
    expect(more).toEqual([]);
    expect(added).toMatchObject({ detail: { seen: { ...cursorOnLaptop, servers: 1, unregistered: 0 } } });
  });

  test("are not taken from a file that shows them no more, or never did", async () => {
    await bring("laptop-1", ".cursor/mcp.json", { docs });
    await bring("laptop-1", ".cursor/mcp.json", {});
    for (const client of [cursorOnLaptop, { client: "zed", machine: "laptop-1" }]) {
      await expect(
        registerSeenClients(org.admin, { clients: [client], ownerId: org.admin.userId }),
      ).rejects.toMatchObject({ code: "invalid" });
    }
    expect((await listSeenClients(org.admin, {})).items).toEqual([]);
    expect((await listConsumerPage(org.admin, {})).items).toEqual([]);
  });

  test("are given to somebody else by administrators only, and seen by their own organization only", async () => {
    await bring("laptop-1", ".cursor/mcp.json", { docs });
    await expect(
      registerSeenClients(org.member, { clients: [cursorOnLaptop], ownerId: org.admin.userId }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const other = await newOrganization();
    expect((await listSeenClients(other.admin, {})).items).toEqual([]);
    await expect(
      registerSeenClients(other.admin, { clients: [cursorOnLaptop], ownerId: other.admin.userId }),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  test("are linked to a consumer on record, by its owner, with before and after in the trail", async () => {
    await bring("laptop-1", ".cursor/mcp.json", { docs });
    const { consumerId } = await newConsumer(org.member, "Docs agent");
    const wanted = { ...cursorOnLaptop, consumerId };
    await expect(linkSeenClient(org.owner, wanted)).rejects.toMatchObject({ code: "forbidden" });
    await expect(linkSeenClient((await newOrganization()).admin, wanted)).rejects.toThrow("any more");
    expect(await linkSeenClient(org.member, wanted)).toEqual({ slug: "docs-agent", name: "Docs agent" });
    await linkSeenClient(org.admin, wanted);
    expect((await listSeenClients(org.admin, {})).items).toMatchObject([
      { consumer: { slug: "docs-agent", name: "Docs agent" } },
    ]);
    const [linked, ...more] = await trail(org.organizationId, ["consumer.changed"]);
    expect(more).toEqual([]);
    expect(linked?.detail.changes).toEqual({ seen: { before: null, after: cursorOnLaptop } });
    const other = await newConsumer(org.admin, "Other agent");
    await expect(
      linkSeenClient(org.admin, { ...cursorOnLaptop, consumerId: other.consumerId }),
    ).rejects.toThrow("is on record as Docs agent");
  });

  test("are taken off a consumer only when its files show the former one no more", async () => {
    await bring("laptop-1", ".cursor/mcp.json", { docs });
    await bring("laptop-one", ".cursor/mcp.json", { docs });
    const { consumerId } = await newConsumer(org.member, "Docs agent");
    await linkSeenClient(org.member, { ...cursorOnLaptop, consumerId });
    const renamed = { client: "cursor", machine: "laptop-one", consumerId };
    await expect(linkSeenClient(org.member, renamed)).rejects.toMatchObject({ code: "refused" });
    await bring("laptop-1", ".cursor/mcp.json", {});
    await linkSeenClient(org.member, renamed);
    const { seen } = await getConsumer(org.auditor, { slug: "docs-agent" });
    expect(seen).toEqual({ client: "cursor", machine: "laptop-one" });
  });

  test("are one consumer, also when two people register them at once", async () => {
    await bring("laptop-1", ".cursor/mcp.json", { docs });
    const wanted = { clients: [cursorOnLaptop], ownerId: org.admin.userId };
    await Promise.allSettled([
      registerSeenClients(org.admin, wanted),
      registerSeenClients(org.admin, wanted),
    ]);
    expect((await listConsumerPage(org.admin, {})).items).toHaveLength(1);
  });
});
