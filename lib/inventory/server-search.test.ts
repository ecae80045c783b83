import { describe, expect, test } from "vitest";
import { ignoredOf, normaliseServerSearch, readServerSearch } from "./server-search.ts";

describe("the address of the servers list", () => {
  test.each([
    ["", ""],
    ["sort=best_match&q=", ""],
    ["sort=name&q=tickets", "q=tickets&sort=name"],
    [
      "state=suspended&state=active&environment=production",
      "environment=production&state=active&state=suspended",
    ],
    ["cursor=abc&limit=7&q=tickets", "q=tickets"],
    ["state=active&state=active", "state=active"],
    ["state=gone&environment=production", "environment=production"],
    ["sort=by_magic", ""],
    ["ownerId=not-an-id", ""],
    ["owner=none", "ownerId=none"],
    ["__proto__=x&constructor=y&view=1", ""],
    ["q=%00", "q=%00"],
  ])("%j is in its normal form %j", (search, normal) => {
    expect(normaliseServerSearch(search)).toBe(normal);
    expect(normaliseServerSearch(normal)).toBe(normal);
  });

  test("a flood of values is cut off", () => {
    const flood = new URLSearchParams(Array.from({ length: 10_000 }, (_, place) => ["state", `s${place}`]));
    flood.append("environment", "staging");
    expect(readServerSearch(flood).state).toEqual([]);
    expect(readServerSearch(flood).environment).toEqual(["staging"]);
  });
});

describe("what an address asks for and the list does not have", () => {
  const ignored = (search: string) =>
    ignoredOf(new URLSearchParams(search), ["view"]).map(({ name, value }) => `${name}=${value}`);

  test.each([
    ["colour=red&state=active", ["colour=red"]],
    ["state=gone&state=active&state=gone", ["state=gone"]],
    ["ownerId=ada", ["ownerId=ada"]],
    ["sort=by_magic", ["sort=by_magic"]],
    ["expiry=30d&expiry=7d", ["expiry=7d"]],
    ["toString=1", ["toString=1"]],
    [`q=${"a".repeat(201)}`, [`q=${"a".repeat(201)}`]],
  ])("%j: %j is told", (search, told) => {
    expect(ignored(search)).toEqual(told);
  });

  test.each([
    "",
    "state=active&state=active&q=+tickets+&team=&expiry=30d",
    "owner=none&findings=open",
    "view=all&cursor=abc&limit=7",
    "state=&q=",
  ])("%j: nothing is told", (search) => {
    expect(ignored(search)).toEqual([]);
  });

  test("of a flood of values each that was cut off is told", () => {
    const tags = Array.from({ length: 60 }, (_, place) => `tag=t${place}`);
    expect(ignored(tags.join("&"))).toHaveLength(10);
  });
});
