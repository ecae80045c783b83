import fc from "fast-check";
import { expect, it } from "vitest";
import { assessScope } from "./assess-scope.ts";
import { isAbove } from "./impact.ts";
import { SCOPE_BREADTHS } from "./model.ts";

const reach = { dataClasses: [] };

it.each([
  ["issues:read", "narrow", "reads"],
  ["issues:read", "broad", "changes_data"],
  ["issues:read", "wildcard", "regulated"],
  ["issues:write", "narrow", "changes_data"],
  ["jobs:execute", "narrow", "executes"],
  ["grumpf", "narrow", "executes"],
  ["*", "narrow", "regulated"],
  ["repo:*", "narrow", "regulated"],
  ["org.admin", "narrow", "regulated"],
  ["\u0430dmin", "narrow", "regulated"],
  ["ad\u200bmin", "narrow", "regulated"],
] as const)("%s, said to be %s, counts as %s", (name, breadth, impact) => {
  expect(assessScope({ name, breadth }, reach).impact).toBe(impact);
});

it("says why, as of a scope", () => {
  const { reasons } = assessScope({ name: "grumpf", breadth: "broad" }, reach);
  expect(reasons.map(({ words }) => words)).toEqual([
    "It is broad: it covers a whole system or many things in it.",
    "Nothing in its name says what it allows, so it counts as able to run things until a person has looked.",
  ]);
});

it("is regulated where the server holds regulated data", () => {
  const scope = { name: "issues:read", breadth: "narrow" } as const;
  expect(assessScope(scope, { dataClasses: ["payment"] }).impact).toBe("regulated");
});

it("never becomes more harmless by being broader", () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const impacts = SCOPE_BREADTHS.map((breadth) => assessScope({ name, breadth }, reach).impact);
      const [narrow = "reads", broad = "reads", wildcard = "reads"] = impacts;
      expect(isAbove(narrow, broad) || isAbove(broad, wildcard)).toBe(false);
    }),
  );
});
