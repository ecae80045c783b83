import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeChange } from "./drift.ts";
import { materialDigest } from "./material-digest.ts";
import { storableDefinition } from "./storable-definition.ts";
import type { ToolDefinition } from "./tool-definition.ts";

const prose = fc
  .array(
    fc.constantFrom(
      "change",
      "a",
      "ticket",
      ".",
      ",",
      "  ",
      "Ticket",
      '(e.g. "A-1")',
      "delete",
      "!",
      "\u202e",
    ),
    {
      maxLength: 6,
    },
  )
  .map((words) => words.join(" "));

const schema = fc.record({
  type: fc.constantFrom("object", "string"),
  description: prose,
  examples: fc.array(fc.string(), { maxLength: 2 }),
  required: fc.subarray(["a", "b"]),
  properties: fc.dictionary(fc.constantFrom("a", "b", "examples"), fc.record({ description: prose })),
});

const definition: fc.Arbitrary<ToolDefinition> = fc.record(
  {
    name: fc.constant("update_ticket"),
    title: prose,
    description: prose,
    inputSchema: schema,
    annotations: fc.record({ readOnlyHint: fc.boolean() }),
  },
  { requiredKeys: ["name", "inputSchema"] },
);

describe("the digest that approvals bind to", () => {
  it("is equal exactly when a change is at most cosmetic", () => {
    fc.assert(
      fc.property(definition, definition, (before, after) => {
        const isMaterial = describeChange(before, after)?.severity === "material";
        expect(materialDigest(before) !== materialDigest(after)).toBe(isMaterial);
      }),
      { numRuns: 500 },
    );
  });

  it("holds through a touched-up description and an example", () => {
    const before = { name: "x", description: "Change a ticket.", inputSchema: { type: "object" } };
    const after = {
      name: "x",
      description: "Change a  ticket",
      inputSchema: { type: "object", examples: [{}] },
    };
    expect(materialDigest(after)).toBe(materialDigest(before));
  });

  it("counts the name, so that a rename asks again", () => {
    const before = { name: "x", inputSchema: {} };
    expect(materialDigest({ ...before, name: "y" })).not.toBe(materialDigest(before));
  });

  it("is the same for what is sent and for what is stored of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const sent: ToolDefinition = { name: "x", description: text, inputSchema: { [text]: text } };
        const stored = storableDefinition(sent);
        expect(JSON.stringify(stored)).not.toMatch(/(?<!\\)(?:\\\\)*\\u0000/);
        expect(storableDefinition(stored)).toEqual(stored);
        if (text.isWellFormed() && !text.includes("\u0000")) expect(stored).toEqual(sent);
      }),
    );
  });
});
