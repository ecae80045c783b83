import { describe, expect, it } from "vitest";
import { unmasked } from "./unmasked.ts";

describe("text with what hides in it shown", () => {
  it.each([
    ["a change of direction", "safe\u202Eelif", "safe\\u202eelif"],
    ["a zero-width space", "de\u200Blete", "de\\u200blete"],
    ["a tag character, in both its halves", "x\u{E0041}", "x\\udb40\\udc41"],
    ["a control character", "a\u0007b", "a\\u0007b"],
    ["a return that would overwrite the line", "a\rb", "a\\u000db"],
    ["a line separator", "a\u2028b", "a\\u2028b"],
    ["half of a character", "a\uD800b", "a\\ud800b"],
    ["a selector on a plain letter", "a\uFE0Fb", "a\\ufe0fb"],
  ])("writes %s as its code", (_, text, shown) => {
    expect(unmasked(text)).toBe(shown);
  });

  it("leaves what a person reads as it is", () => {
    const text = "Zürich, 東京, ⚠️ é\n\tnext\r\nline";
    expect(unmasked(text)).toBe(text);
  });

  it("means the same in JSON", () => {
    const value = { "a\u202Eb": "c\u{E0041}\u200B" };
    expect(JSON.parse(unmasked(JSON.stringify(value)))).toEqual(value);
  });
});
