import { describe, expect, it } from "vitest";
import { permitsInWords, shownName, stopsInWords } from "./item-words.ts";

const tool = (name: string) => ({ kind: "tool", name }) as Parameters<typeof permitsInWords>[0];

describe("the name of a thing in a review", () => {
  it.each([
    ["refund_payment", "refund_payment"],
    ["<b>bold</b> & co", "<b>bold</b> & co"],
    ["pay\u202estnem\u2066", "paystnem"],
    ["two\nlines\tof  it", "two lines of it"],
    ["שלום 支払い", "שלום 支払い"],
    ["\u200b\u202e", "(no name)"],
    ["x".repeat(4_000), `${"x".repeat(120)}…`],
    ["🔑".repeat(121), `${"🔑".repeat(120)}…`],
  ])("is one line with nothing hidden, and ends: %j", (name, shown) => {
    expect(shownName(name)).toBe(shown);
  });

  it("steers no sentence that it stands in", () => {
    const facts = tool("pay\u202e\nback");
    expect(permitsInWords(facts, "Desk\u2067")).toBe("Desk may offer the tool pay back");
    expect(stopsInWords(facts, "Desk\u2067")).toBe("Nobody can call pay back on Desk.");
  });
});
