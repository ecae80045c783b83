import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Piece, type Splitter, splitArray, splitLines } from "./split-json.ts";

function run(splitter: Splitter, parts: readonly string[]): Piece[] {
  return [...parts.flatMap((part) => splitter.push(part)), ...splitter.end()];
}

/** The text cut at these places, as a file is read. */
function cut(text: string, places: readonly number[]): string[] {
  const at = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, index) => text.slice(from, [...at, text.length][index]));
}

const entries = fc.array(fc.object({ maxDepth: 3 }), { maxLength: 20 });
const places = fc.array(fc.nat(), { maxLength: 10 });

describe("splitting a stream of JSON", () => {
  it("gives every entry of an array once and in order, wherever the file is cut", () => {
    fc.assert(
      fc.property(entries, places, fc.boolean(), (list, at, isWrapped) => {
        const text = JSON.stringify(
          isWrapped ? { about: "[1, 2]", servers: list, more: [3] } : list,
          null,
          1,
        );
        const pieces = run(splitArray(), cut(text, at));
        expect(pieces.map((piece) => JSON.parse(piece ?? ""))).toEqual(JSON.parse(JSON.stringify(list)));
      }),
    );
  });

  it("gives every line once and in order, wherever the file is cut", () => {
    fc.assert(
      fc.property(entries, places, (list, at) => {
        const text = list.map((entry) => `${JSON.stringify(entry)}\n`).join("\n");
        const pieces = run(splitLines(), cut(text, at));
        expect(pieces.map((piece) => JSON.parse(piece ?? ""))).toEqual(JSON.parse(JSON.stringify(list)));
      }),
    );
  });

  it.each([
    ["lines", splitLines, "a".repeat(50), "\n", ""],
    ["an array", splitArray, `"${"a".repeat(50)}"`, ",", "["],
  ] as const)(
    "passes over an entry of %s that is too long, and goes on",
    (_what, split, long, between, before) => {
      const parts = [before, ...long, between, "1", between, ...long];
      expect(run(split(20), parts).slice(0, 2)).toEqual([null, "1"]);
    },
  );

  it("holds nothing of a line of a hundred megabytes", () => {
    const splitter = splitLines();
    const part = "x".repeat(1_000_000);
    for (let index = 0; index < 100; index += 1) expect(splitter.push(part)).toEqual([]);
    expect([...splitter.push('\n{"a":1}\n'), ...splitter.end()]).toEqual([null, '{"a":1}']);
  });

  it("finds nothing in a file that is no list of servers", () => {
    expect(run(splitArray(), ['{"mcpServers": {"a": {"args": ["x", "y"]}}, "list": [1]}'])).toEqual([]);
  });
});
