import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareTools, isEmptyDrift } from "./drift.ts";
import type { ToolDefinition } from "./tool-definition.ts";

const words = fc.array(
  fc.constantFrom("list", "ticket", "file", "of", "the", "delete", "old", "new", "user"),
  {
    maxLength: 8,
  },
);
const anyTool = fc.record({
  name: fc.constantFrom("a", "b", "c", "d", "e", "f"),
  description: words.map((list) => list.join(" ")),
  inputSchema: fc.constantFrom(
    { type: "object" },
    { type: "object", properties: { id: { type: "string" } } },
  ),
});
const anyOffer = fc.uniqueArray(anyTool, { selector: (tool) => tool.name, maxLength: 6 });

function told(drift: ReturnType<typeof compareTools>) {
  const names = (list: { name: string }[]) => list.map(({ name }) => name).toSorted();
  return {
    added: names(drift.added),
    removed: names(drift.removed),
    renamed: drift.renamed.map(({ from, to, severity }) => `${from} ${to} ${severity}`).toSorted(),
    changed: drift.changed.map(({ name, severity }) => `${name} ${severity}`).toSorted(),
  };
}

describe("drift", () => {
  it("does not depend on the order in which a server lists its tools", () => {
    fc.assert(
      fc.property(anyOffer, anyOffer, (before, after) => {
        const turned = compareTools(before.toReversed(), after.toReversed());
        expect(told(turned)).toEqual(told(compareTools(before, after)));
      }),
    );
  });

  it("accounts for every tool exactly once, on both sides", () => {
    fc.assert(
      fc.property(anyOffer, anyOffer, (before, after) => {
        const { added, removed, renamed } = compareTools(before, after);
        const afterNames = new Set(after.map((tool) => tool.name));
        const beforeNames = new Set(before.map((tool) => tool.name));
        const gone = before.map((tool) => tool.name).filter((name) => !afterNames.has(name));
        const fresh = after.map((tool) => tool.name).filter((name) => !beforeNames.has(name));
        expect([...removed.map((tool) => tool.name), ...renamed.map(({ from }) => from)].toSorted()).toEqual(
          gone.toSorted(),
        );
        expect([...added.map((tool) => tool.name), ...renamed.map(({ to }) => to)].toSorted()).toEqual(
          fresh.toSorted(),
        );
      }),
    );
  });

  it("is empty against itself, and only then for one tool", () => {
    fc.assert(
      fc.property(anyOffer, (offer) => {
        expect(isEmptyDrift(compareTools(offer, offer.toReversed()))).toBe(true);
      }),
    );
  });

  const schema = { type: "object", properties: { id: { type: "string" } } };
  const tool = (name: string, description: string): ToolDefinition => ({
    name,
    description,
    inputSchema: schema,
  });

  it("tells two similar tools apart that are renamed at once", () => {
    const open = "Close the ticket with this id and tell the customer why it is closed today";
    const drift = compareTools(
      [tool("close_one", open), tool("close_all", `${open} all`)],
      [tool("finish_all", `${open} all`), tool("finish_one", open)],
    );
    expect(told(drift).renamed).toEqual(["close_all finish_all cosmetic", "close_one finish_one cosmetic"]);
    expect(drift.added).toEqual([]);
  });

  it("does not guess between two that are alike to the letter", () => {
    const drift = compareTools(
      [tool("a", "Close the ticket")],
      [tool("b", "Close the ticket"), tool("c", "Close the ticket")],
    );
    expect(told(drift)).toEqual({ added: ["b", "c"], removed: ["a"], renamed: [], changed: [] });
  });

  it("takes a swap of two names for two material changes, never for two renames", () => {
    const [read, remove] = ["Read the ticket", "Delete the ticket for good"];
    const drift = compareTools([tool("a", read), tool("b", remove)], [tool("a", remove), tool("b", read)]);
    expect(told(drift)).toEqual({
      added: [],
      removed: [],
      renamed: [],
      changed: ["a material", "b material"],
    });
  });

  it("takes changed annotations and schemas for material", () => {
    const before = tool("a", "Read the ticket");
    const claims = { ...before, annotations: { readOnlyHint: true } };
    const typed = { ...before, inputSchema: { type: "object", properties: { id: { type: "number" } } } };
    for (const after of [claims, typed]) {
      expect(told(compareTools([before], [after])).changed).toEqual(["a material"]);
    }
  });

  it("ends soon when hundreds of tools of one schema are all renamed", () => {
    const many = (stem: string) =>
      Array.from({ length: 300 }, (_, index) => tool(`${stem}${index}`, `Close ticket ${index}`));
    expect(compareTools(many("a"), many("b")).renamed).toEqual([]);
  });
});
