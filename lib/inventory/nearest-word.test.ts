import { describe, expect, it } from "vitest";
import { nearestWord } from "./nearest-word.ts";

const KNOWN = [
  { word: "github", count: 40 },
  { word: "gitlab", count: 30 },
  { word: "postgres", count: 90 },
  { word: "payment", count: 5 },
  { word: "payments", count: 80 },
  { word: "book", count: 12 },
];

describe("the word that was meant", () => {
  it.each([
    ["gihtub", "github"],
    ["gitub", "github"],
    ["githubb", "github"],
    ["gtilab", "gitlab"],
    ["postgers", "postgres"],
    ["postrges", "postgres"],
    ["paymants", "payments"],
    ["bok", "book"],
  ])("takes %s for %s", (typed, meant) => {
    expect(nearestWord(typed, KNOWN)?.word).toBe(meant);
  });

  it.each(["xyz", "zzzzzz", "gh", "kubernetes", ""])("leaves %j alone", (typed) => {
    expect(nearestWord(typed, KNOWN)).toBeNull();
  });

  it("prefers the more frequent of two that are equally near", () => {
    const known = [
      { word: "reader", count: 3 },
      { word: "leader", count: 9 },
    ];
    expect(nearestWord("neader", known)).toEqual({ word: "leader", count: 9 });
  });
});
