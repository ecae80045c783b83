import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { likePattern, matchesPattern } from "./role-ceilings.ts";

describe("scope patterns", () => {
  it.each([
    ["repo:read", "repo:read", true],
    ["repo:*", "repo:write", true],
    ["repo:*", "org:write", false],
    ["*:read", "repo:read", true],
    ["*:read", "repo:write", false],
    ["a*a", "a", false],
    ["a*b*c", "axxbyyc", true],
    ["a*b*c", "acb", false],
    ["*", "anything at all", true],
    ["a.c", "abc", false],
    ["", "a", false],
  ])("%s covers %s: %s", (pattern, name, expected) => {
    expect(matchesPattern(name, [pattern])).toBe(expected);
  });

  it("mean what a regular expression with .* for each star means, whatever the pattern", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "%", "_", "."), maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (pattern, name) => {
        const source = pattern
          .split("*")
          .map((part) => part.replaceAll(".", "[.]"))
          .join(".*");
        expect(matchesPattern(name, [pattern])).toBe(new RegExp(`^${source}$`).test(name));
      }),
    );
  });

  it("are escaped for SQL, so that only * is a wildcard there", () => {
    expect(likePattern("a_b%c*d\\e")).toBe("a\\_b\\%c%d\\\\e");
  });

  it("take no longer for a hostile pattern", () => {
    expect(matchesPattern("a".repeat(100_000), [`${"*a".repeat(100)}b`])).toBe(false);
  });
});
