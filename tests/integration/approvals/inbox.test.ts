import "#tests/setup/use-test-database.ts";
import { expect, it } from "vitest";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { rankOf } from "#lib/inventory/impact.ts";
import { WHY } from "#tests/factories/governed-server.ts";
import { newServerWithTools } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

/** One request for each tool of two servers, in the order they were made. */
async function askForEverything(org: TestOrganization): Promise<string[]> {
  const asked: string[] = [];
  for (const server of [await newServerWithTools(org), await newServerWithTools(org)]) {
    for (const tool of server.tools) {
      const ask = { serverId: server.serverId, toolIds: [tool.id], durationDays: 30, justification: WHY };
      asked.push((await submitRequest(org.owner, ask)).requestId);
    }
  }
  return asked;
}

it("an inbox is in order over all its pages: the gravest first, then whoever has waited longest", async () => {
  const org = await newOrganization();
  const asked = await askForEverything(org);
  const seen: { id: string; rank: number }[] = [];
  let cursor: string | undefined;
  do {
    const page = await listRequests(org.approver, { limit: 3, cursor });
    seen.push(...page.items.map(({ id, impact }) => ({ id, rank: rankOf(impact) })));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(new Set(seen.map((one) => one.rank)).size).toBe(4);
  const ordered = seen.toSorted((a, b) => b.rank - a.rank || asked.indexOf(a.id) - asked.indexOf(b.id));
  expect(seen).toEqual(ordered);
  expect(seen.map((one) => one.id).sort()).toEqual(asked.toSorted());
});

it.each(["nonsense", Buffer.from('["grave","now","x"]').toString("base64url")])(
  "a cursor that no list gave out is refused: %s",
  async (cursor) => {
    const org = await newOrganization();
    await expect(listRequests(org.approver, { cursor })).rejects.toMatchObject({ code: "invalid" });
  },
);
