import { describe, expect, it } from "vitest";
import { printable, printableJson, printableLines } from "./printable.ts";

describe("outside text on a terminal", () => {
  it.each([
    ["\u001b[2J\u001b[1;31mgone", "\\u{1b}[2J\\u{1b}[1;31mgone"],
    ["a\nerror: b\r\tc", "a\\nerror: b\\r\\tc"],
    ["\u009b31m\u0007\u007f", "\\u{9b}31m\\u{7}\\u{7f}"],
    ["pay\u202estnem\u2028", "pay\\u{202e}stnem\\u{2028}"],
    ["Größe 数据 🙂 C:\\new", "Größe 数据 🙂 C:\\new"],
  ])("%j is shown as it is written, and does nothing", (text, shown) => {
    expect(printable(text)).toBe(shown);
    expect(printable(shown)).toBe(shown);
  });

  it("keeps lines of a message, none of which looks like one of ours", () => {
    expect(printableLines("It said: a\nerror: b\u001b[0m")).toBe("It said: a\n  error: b\\u{1b}[0m");
  });

  it("is the same JSON", () => {
    const value = { path: "a\u009b31m\u202e\nb\u001b", list: [1, null] };
    const json = printableJson(value);
    expect(JSON.parse(json)).toEqual(value);
    expect(json).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });
});
