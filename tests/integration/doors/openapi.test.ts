import "#tests/setup/use-test-database.ts";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET } from "#app/api/v1/openapi.json/route.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { bearerOf, cookieOf } from "#tests/factories/signed-in.ts";

/** The specification's own schema: https://spec.openapis.org/oas/3.1/schema/2026-08-03. */
const SCHEMA = "tests/fixtures/openapi/openapi-3.1.schema.json";

interface Operation {
  operationId: string;
  summary: string;
  description: string;
  security: Record<string, string[]>[];
  parameters: { $ref?: string; name?: string; in?: string; required?: boolean; schema?: object }[];
  requestBody?: { content: Record<string, { schema: { properties: object; required: string[] } }> };
  responses: Record<string, { content?: object }>;
}

let org: TestOrganization;
let document: { openapi: string; paths: Record<string, Record<string, Operation>> };
const get = (headers: Record<string, string>) =>
  GET(new Request("http://localhost:3000/api/v1/openapi.json", { headers }), {
    params: Promise.resolve(undefined),
  });

beforeAll(async () => {
  org = await newOrganization();
  document = await (await get(await cookieOf(org.member))).json();
});
afterAll(disconnect);

function operation(method: string, path: string): Operation {
  const found = document.paths[path]?.[method];
  if (found === undefined) throw new Error(`${method} ${path} is not in the document`);
  return found;
}
const names = ({ parameters }: Operation, where: string) =>
  parameters.filter((one) => one.in === where).map(({ name }) => name);
const references = ({ parameters }: Operation) => parameters.flatMap(({ $ref }) => $ref ?? []);

describe("openapi.json", () => {
  test("is for whoever is let in, whatever their role or scope, and for nobody else", async () => {
    expect((await get({})).status).toBe(401);
    expect((await get(await cookieOf(org.auditor))).status).toBe(200);
    expect((await get((await bearerOf(org.admin, ["decisions:evaluate"])).headers)).status).toBe(200);
  });

  test("is valid OpenAPI 3.1, every reference leads somewhere, every operation has a name of its own", () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const isValid = ajv.validate(JSON.parse(readFileSync(SCHEMA, "utf8")), document);
    expect(ajv.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
    for (const [, reference = ""] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = reference
        .split("/")
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document);
      expect(target, reference).toBeDefined();
    }
    const all = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(40);
  });

  test("has schemas that are JSON Schema themselves", () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const path of Object.values(document.paths)) {
      for (const { parameters, requestBody } of Object.values(path)) {
        for (const { schema } of parameters) if (schema !== undefined) ajv.compile(schema);
        if (requestBody) ajv.compile(requestBody.content["application/json"]?.schema ?? false);
      }
    }
  });

  test("names the filters and the paging of a list, several values as an array", () => {
    const list = operation("get", "/grants");
    expect(names(list, "query")).toEqual(
      expect.arrayContaining(["status", "serverId", "sort", "cursor", "limit"]),
    );
    expect(list.parameters.find(({ name }) => name === "status")?.schema).toMatchObject({ type: "array" });
    expect(list.parameters.find(({ name }) => name === "limit")?.schema).toMatchObject({ maximum: 1000 });
    expect(list.security).toEqual([{ token: ["servers:read"] }, { session: [] }]);
  });

  test("takes out of the body what the path says, and says who may, with which headers", () => {
    const decide = operation("post", "/requests/{id}/decisions");
    expect(names(decide, "path")).toEqual(["id"]);
    const body = decide.requestBody?.content["application/json"]?.schema;
    expect(Object.keys(body?.properties ?? {})).not.toContain("requestId");
    expect(body?.required).toEqual(["decision"]);
    expect(decide.description).toContain("a service token is answered 403");
    expect(decide.security).toEqual([{ session: [] }]);
    expect(references(decide)).toEqual([
      "#/components/parameters/IdempotencyKey",
      "#/components/parameters/IfMatch",
    ]);
    expect(Object.keys(decide.responses)).toEqual(expect.arrayContaining(["200", "409", "412", "default"]));
  });

  test("promises a key only where the answer is kept, and a version only where there is one", () => {
    expect(references(operation("post", "/imports"))).toEqual(["#/components/parameters/IdempotencyKey"]);
    expect(references(operation("post", "/campaigns/{id}/evidence"))).toEqual([]);
    expect(references(operation("get", "/requests/{id}"))).toEqual([]);
  });
});
