import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  canonicalDefinition,
  definitionDigest,
  displayWarnings,
  MAX_DEFINITION_BYTES,
  parseToolDefinition,
} from "./tool-definition.ts";

const tool = {
  name: "read_note",
  description: "Read a note",
  inputSchema: { type: "object", properties: {} },
};

describe("definition digest", () => {
  it("does not depend on key order", () => {
    const turned = {
      inputSchema: { properties: {}, type: "object" },
      description: "Read a note",
      name: "read_note",
    };
    expect(definitionDigest(turned)).toBe(definitionDigest(tool));
  });

  it("treats an undefined field as absent and ignores fields that are not bound", () => {
    const extra = { ...tool, title: undefined, _meta: { a: 1 }, icons: [] };
    expect(definitionDigest(extra)).toBe(definitionDigest(tool));
  });

  it("changes with every bound field", () => {
    const variants = [
      { ...tool, name: "read_notes" },
      { ...tool, title: "Read" },
      { ...tool, description: "Read a note." },
      { ...tool, inputSchema: { type: "object" } },
      { ...tool, outputSchema: { type: "object" } },
      { ...tool, annotations: { readOnlyHint: true } },
    ];
    const digests = new Set([tool, ...variants].map(definitionDigest));
    expect(digests.size).toBe(variants.length + 1);
  });

  it("is canonical JSON as in RFC 8785", () => {
    expect(canonicalDefinition({ name: "a", inputSchema: { b: 1.0, a: "€" } })).toBe(
      '{"inputSchema":{"a":"€","b":1},"name":"a"}',
    );
    expect(definitionDigest(tool)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("is stable over a JSON round trip of any schema", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (inputSchema) => {
        const definition = { name: "x", inputSchema };
        const again = JSON.parse(JSON.stringify(definition));
        expect(definitionDigest(again)).toBe(definitionDigest(definition));
      }),
    );
  });
});

describe("reading a definition", () => {
  it("keeps the bound fields only", () => {
    const parsed = parseToolDefinition({ ...tool, icons: [], _meta: {} });
    expect(parsed).toEqual({ ok: true, definition: tool });
  });

  it.each([
    ["no name", { inputSchema: {} }],
    ["an empty name", { ...tool, name: "" }],
    ["a name over 256 characters", { ...tool, name: "x".repeat(257) }],
    ["no schema", { name: "x" }],
    ["a schema that is a list", { name: "x", inputSchema: [] }],
    ["a description that is a number", { ...tool, description: 4 }],
    ["more bytes than allowed", { ...tool, description: "x".repeat(MAX_DEFINITION_BYTES) }],
    ["nothing", null],
  ])("refuses %s", (_, raw) => {
    expect(parseToolDefinition(raw).ok).toBe(false);
  });

  it("refuses nesting that would overflow a recursive reader", () => {
    const bomb: unknown = JSON.parse(`${"[".repeat(5_000)}${"]".repeat(5_000)}`);
    expect(parseToolDefinition({ ...tool, inputSchema: { bomb } })).toMatchObject({ ok: false });
  });
});

describe("warnings for display", () => {
  it("says nothing about ordinary text, accents and line breaks", () => {
    expect(displayWarnings({ ...tool, description: "Lit une note\n\tà côté — 読む" })).toEqual([]);
  });

  it.each([
    ["name", { ...tool, name: "read\u202Eeton" }],
    ["description", { ...tool, description: "safe\u0007" }],
    ["title", { ...tool, title: "a\u200Bb" }],
    ["inputSchema", { ...tool, inputSchema: { properties: { a: { description: "x\u{E0041}" } } } }],
    ["inputSchema", { ...tool, inputSchema: { properties: { "a\u0000": {} } } }],
  ])("flags misleading characters in %s", (field, definition) => {
    expect(displayWarnings(definition).map((warning) => warning.field)).toEqual([field]);
  });
});
