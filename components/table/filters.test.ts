import { describe, expect, test } from "vitest";
import { filterValues, matchesTyped } from "./filter-values.ts";
import { chosenFilters, type FilterField, withFilter, withoutFilters } from "./filters.ts";

const STATE: FilterField = {
  param: "state",
  label: "State",
  options: [
    { value: "active", label: "Active" },
    { value: "retired", label: "Retired" },
  ],
};
const OWNER: FilterField = {
  param: "ownerId",
  label: "Owner",
  options: [{ value: "none", label: "Nobody" }],
  more: "names",
};
const TEAM: FilterField = { param: "team", label: "Team", options: [], more: "words" };
const SEEN: FilterField = { param: "lastSeen", label: "Last seen", options: STATE.options, isSingle: true };
const FIELDS = [STATE, OWNER, TEAM, SEEN];

describe("filters in the address", () => {
  test("what no field offers is left out; what only the server knows has its name", () => {
    const search = new URLSearchParams(
      "state=active&state=gone&ownerId=none&ownerId=7&ownerId=8&team=Ops&x=y",
    );
    const chosen = chosenFilters(FIELDS, search, { ownerId: { 7: "Ana" } });
    expect(chosen.map(({ field, label }) => `${field.label}: ${label}`)).toEqual([
      "State: Active",
      "Owner: Nobody",
      "Owner: Ana",
      "Owner: Unknown",
      "Team: Ops",
    ]);
  });

  test.each([
    [STATE, "retired", true, "?state=active&view=1&state=retired"],
    [STATE, "active", false, "?view=1"],
    [SEEN, "active", true, "?state=active&view=1&lastSeen=active"],
  ])("one more or one less starts at the first page", (field, value, isOn, expected) => {
    expect(withFilter(new URLSearchParams("state=active&cursor=c&view=1"), field, value, isOn)).toBe(
      expected,
    );
  });

  test("a window of time takes the place of the one before", () => {
    expect(withFilter(new URLSearchParams("lastSeen=retired"), SEEN, "active", true)).toBe(
      "?lastSeen=active",
    );
  });

  test("all filters go, the rest stays", () => {
    expect(withoutFilters(new URLSearchParams("state=active&q=x&team=a&cursor=c"), FIELDS)).toBe("?q=x");
  });
});

describe("the values of a field", () => {
  const facet = (value: string, count: number) => ({
    value,
    label: value.toUpperCase(),
    count,
    isCapped: false,
  });

  test("declared ones come in their order, with 0 where they do not occur", () => {
    expect(filterValues(STATE, [facet("retired", 3), facet("unheard", 2)], [])).toEqual([
      { value: "active", label: "Active", count: 0 },
      { value: "retired", label: "Retired", count: 3, isCapped: false },
    ]);
  });

  test("have no count while nothing is known", () => {
    expect(filterValues(STATE, undefined, [])).toEqual(STATE.options);
  });

  test("of which the server knows more are followed by what is chosen", () => {
    const values = filterValues(OWNER, [facet("7", 9)], [{ value: "8", label: "Ben" }]);
    expect(values.map(({ value, count }) => [value, count])).toEqual([
      ["none", 0],
      ["7", 9],
      ["8", undefined],
    ]);
  });

  test("are found by every word typed", () => {
    expect(["ana ha", "HAD ana", "", "ana x"].map((typed) => matchesTyped("Ana Haddad", typed))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
