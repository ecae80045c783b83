import { describe, expect, it } from "vitest";
import { definitionDiff } from "./definition-diff.ts";

const tool = {
  name: "update_ticket",
  description: "Change a ticket.",
  inputSchema: { type: "object", properties: { name: { type: "string" } } },
};

const shown = (kind: string, lines: ReturnType<typeof definitionDiff>) =>
  lines.filter((line) => line.kind === kind).map((line) => line.text.trim());

describe("the difference as lines", () => {
  it("shows an equal definition as all the same, a parameter called name included", () => {
    const lines = definitionDiff(tool, { ...tool });
    expect(lines.every((line) => line.kind === "same")).toBe(true);
    expect(lines.map((line) => line.text.trim())).toContain('"name": {');
  });

  it("shows only the lines that changed", () => {
    const lines = definitionDiff(tool, {
      ...tool,
      description: "Delete a ticket.",
      annotations: { destructiveHint: true },
    });
    expect(shown("removed", lines)).toEqual(["Change a ticket."]);
    expect(shown("added", lines)).toEqual([
      "Delete a ticket.",
      "annotations: {",
      '"destructiveHint": true',
      "}",
    ]);
  });

  it("ignores key order", () => {
    const turned = {
      inputSchema: { properties: { name: { type: "string" } }, type: "object" },
      description: "Change a ticket.",
      name: "update_ticket",
    };
    expect(definitionDiff(tool, turned).every((line) => line.kind === "same")).toBe(true);
  });

  it("wraps long words and long lines without losing a character", () => {
    const description = `${"word ".repeat(60)}${"x".repeat(300)}`;
    const lines = definitionDiff({ ...tool, description }, { ...tool, description });
    expect(Math.max(...lines.map((line) => line.text.length))).toBeLessThanOrEqual(98);
    expect(
      lines
        .map((line) => line.text)
        .join("")
        .replaceAll(" ", ""),
    ).toContain("word".repeat(60) + "x".repeat(300));
  });

  it("gives up aligning definitions that share nothing, and still shows both", () => {
    const huge = (mark: string) => ({
      ...tool,
      inputSchema: { enum: Array.from({ length: 5_000 }, (_, n) => `${mark}${n}`) },
    });
    const lines = definitionDiff(huge("a"), huge("b"));
    expect(shown("removed", lines).length).toBeGreaterThan(5_000);
    expect(shown("added", lines).length).toBeGreaterThan(5_000);
  });
});

describe("a definition that wants to mislead", () => {
  it("shows characters that cannot be seen by their code", () => {
    const lines = definitionDiff(tool, { ...tool, description: "Change a\u202E ticket.\u200B" });
    expect(shown("added", lines)).toEqual(["Change a\\u202e ticket.\\u200b"]);
  });

  it("keeps a name that breaks its line on one line", () => {
    const lines = definitionDiff(tool, { ...tool, name: "update_ticket\ndescription:\n  Harmless." });
    expect(shown("added", lines)).toEqual(["name: update_ticket\\ndescription:\\n  Harmless."]);
  });
});
