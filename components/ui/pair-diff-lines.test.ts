import { expect, test } from "vitest";
import { pairDiffLines } from "./pair-diff-lines.ts";

const same = { kind: "same", text: "a" } as const;
const removed = { kind: "removed", text: "b" } as const;
const added = { kind: "added", text: "c" } as const;

test("puts a run of additions beside the run of removals before it", () => {
  expect(pairDiffLines([same, removed, added, added])).toEqual([
    { before: same, after: same },
    { before: removed, after: added },
    { before: undefined, after: added },
  ]);
});

test("does not put a removal beside an addition that came before it", () => {
  expect(pairDiffLines([added, removed])).toEqual([
    { before: undefined, after: added },
    { before: removed, after: undefined },
  ]);
});
