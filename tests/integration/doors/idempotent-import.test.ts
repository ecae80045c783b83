import "#tests/setup/use-test-database.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { POST } from "#app/api/v1/imports/route.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { bearerOf } from "#tests/factories/signed-in.ts";

let org: TestOrganization;
let headers: Record<string, string>;
beforeAll(async () => {
  org = await newOrganization();
  headers = (await bearerOf(org.admin, ["imports:write"])).headers;
});
afterAll(disconnect);

const body = (name: string) => ({
  machine: "pipeline",
  files: [
    { path: ".mcp.json", content: `{"mcpServers":{"${name}":{"url":"https://${name}.example.com/mcp"}}}` },
  ],
});

function send(key: string | null, content: unknown, by = headers) {
  const request = new Request("http://localhost:3000/api/v1/imports", {
    method: "POST",
    headers: {
      ...by,
      "content-type": "application/json",
      ...(key === null ? {} : { "idempotency-key": key }),
    },
    body: JSON.stringify(content),
  });
  return POST(request, { params: Promise.resolve({}) });
}

const imports = () => inTenant(org.organizationId, "read", (tx) => tx.import.count());

describe("an import with an Idempotency-Key", () => {
  test("runs once, and gives the same answer to who asks again", async () => {
    const before = await imports();
    const first = await send("key-1", body("one"));
    const again = await send("key-1", body("one"));
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.json()).toEqual(await first.json());
    expect([first, again].map((answer) => answer.headers.get("idempotency-replayed"))).toEqual([
      null,
      "true",
    ]);
    expect(await imports()).toBe(before + 1);
  });

  test("is refused with another request", async () => {
    await send("key-2", body("two"));
    const other = await send("key-2", body("three"));
    expect(other.status).toBe(409);
    expect(await other.json()).toMatchObject({
      code: "conflict",
      detail: expect.stringContaining("another request"),
    });
  });

  test("runs once when it is sent several times at once", async () => {
    const before = await imports();
    const answers = await Promise.all(Array.from({ length: 5 }, () => send("key-3", body("four"))));
    expect(await imports()).toBe(before + 1);
    for (const { status } of answers) expect([201, 409]).toContain(status);
    expect((await send("key-3", body("four"))).status).toBe(201);
  });

  test("may be sent again after it failed, and after a day", async () => {
    expect((await send("key-4", { files: [] })).status).toBe(400);
    expect((await send("key-4", body("five"))).status).toBe(201);
    await inTenant(org.organizationId, "write", (tx) =>
      tx.idempotencyKey.updateMany({ where: { key: "key-4" }, data: { expiresAt: new Date(0) } }),
    );
    const before = await imports();
    expect((await send("key-4", body("six"))).status).toBe(201);
    expect(await imports()).toBe(before + 1);
  });

  test("is each program's own, and none without a proper key", async () => {
    const other = (await bearerOf(org.admin, ["imports:write"])).headers;
    await send("key-5", body("seven"));
    expect((await send("key-5", body("eight"), other)).status).toBe(201);
    expect((await send("x".repeat(201), body("nine"))).status).toBe(400);
    expect((await send(null, body("seven"))).status).toBe(201);
  });
});
