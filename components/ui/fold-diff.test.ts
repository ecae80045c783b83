import { expect, test } from "vitest";
import { foldDiff } from "./fold-diff.ts";

const folded = (text: string) =>
  foldDiff([...text], (row) => row === ".").map(({ isFolded, rows }) =>
    isFolded ? `(${rows.length})` : rows.join(""),
  );

test("folds what is far from a change, and keeps three rows around it", () => {
  expect(folded("..........+..........")).toEqual(["(7)", "...+...", "(7)"]);
  expect(folded("+..........-")).toEqual(["+...", "(4)", "...-"]);
});

test("folds nothing where little would be folded", () => {
  expect(folded("......+......")).toEqual(["......+......"]);
  expect(folded("+.........-")).toEqual(["+.........-"]);
});

test("folds all of what has no change, and nothing of what has only changes", () => {
  expect(folded("........")).toEqual(["(8)"]);
  expect(folded("+-+-+-+-")).toEqual(["+-+-+-+-"]);
  expect(folded("")).toEqual([]);
});
