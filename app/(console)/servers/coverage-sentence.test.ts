import { expect, test } from "vitest";
import { coverageSentence } from "./coverage-sentence.ts";

const SOME = { total: 58, retired: 0, withOwner: 53, reviewOverdue: 2 };

test("says the gravest first", () => {
  expect(coverageSentence(SOME)).toBe("5 of 58 servers have no active owner.");
  expect(coverageSentence({ ...SOME, withOwner: 58 })).toBe(
    "Every server has an owner; 2 of 58 servers are overdue for review.",
  );
});

test("adds up with the count of all: those that are retired are named apart", () => {
  expect(coverageSentence({ ...SOME, retired: 1 })).toBe(
    "5 of 58 servers have no active owner. 1 more is retired.",
  );
  expect(coverageSentence({ ...SOME, total: 0, withOwner: 0, retired: 2 })).toBe(
    "Every server that was governed is retired.",
  );
});
