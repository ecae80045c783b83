import { describe, expect, test } from "vitest";
import { normaliseServerSearch, readServerSearch } from "./server-search.ts";

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
