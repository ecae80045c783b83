import { describe, expect, it } from "vitest";
import { scrubber, scrubJson } from "./scrub.ts";

const WORD = "Summer2024xyz";
const scrubbed = (definition: unknown) =>
  scrubJson(definition, { scrub: scrubber([], "prose"), breathe: async () => undefined });
const schema = (name: string, property: object) => ({
  name: "connect",
  inputSchema: { type: "object", properties: { [name]: { type: "string", ...property } } },
});

describe("a tool's definition with a secret under a credential's name", () => {
  it.each<[string, unknown]>([
    ["a default", schema("password", { default: WORD })],
    ["a default of plain words", schema("password", { default: "Summer Rain" })],
    ["an example", schema("api_key", { examples: [WORD] })],
    ["the only value", schema("api_key", { const: WORD })],
    ["one of several values", schema("token", { enum: [WORD] })],
    ["a choice of schemas", schema("token", { anyOf: [{ type: "string", default: WORD }] })],
    ["an annotation", { name: "x", annotations: { authToken: WORD } }],
    [
      "an answer's schema",
      { outputSchema: { properties: { a: { properties: { secret: { const: WORD } } } } } },
    ],
    ["an extension", { "x-config": { db: { password: WORD } } }],
    ["an address without a host", { description: `postgres://svc:${WORD}@/db?host=/x` }],
  ])("keeps %s out", async (_title, definition) => {
    const text = JSON.stringify(await scrubbed(definition));
    expect(text).not.toMatch(/Summer/);
    expect(text).toContain("[secret: ");
  });

  it.each<[string, unknown]>([
    [
      "words about it",
      schema("password", { title: "Password", description: "The password", format: "password" }),
    ],
    ["what it asks for", { inputSchema: { required: ["password", "api_key"], minLength: 8 } }],
    ["which kinds there are", schema("token", { enum: ["access", "refresh"] })],
    ["a fill-in mark", schema("api_key", { default: "<API_KEY>", examples: ["${API_KEY}", "your-api-key"] })],
    ["the shape of an answer", { "x-shape": { password: "string", token: "header" } }],
    ["labels", { "x-labels": { token: "Personal access token", max_tokens: 4096 } }],
    ["a plain default", schema("tokenType", { default: "Bearer2024" })],
    ["a map of dependent properties", { dependentRequired: { password: ["username"] } }],
  ])("leaves %s", async (_title, definition) => expect(await scrubbed(definition)).toEqual(definition));
});
