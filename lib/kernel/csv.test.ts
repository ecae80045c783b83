import { describe, expect, it } from "vitest";
import { csvCutOff, csvLines } from "./csv.ts";

describe("a line of CSV", () => {
  it.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\ttext",
    "\rtext",
    " =1",
    "\u200b=1",
    "\uff1d1",
    "|cmd",
    "\u3164=1",
    "\u115f=1",
    "\u2800=1",
    "\ufe0f=1",
  ])("shows %j and does not run it", (text) => {
    expect(csvLines([[text]]).replace(/^"/, "")).toMatch(/^'/);
  });

  it("leaves text as it is that no spreadsheet runs, and numbers below zero", () => {
    expect(csvLines([["plain", -1, "a=b", "user@example.test"]])).toBe(
      '"plain",-1,"a=b","user@example.test"\r\n',
    );
  });

  it.each([
    ["x;=HYPERLINK(1)", "x;'=HYPERLINK(1)"],
    ["x; =1", "x; '=1"],
    ["x;\u3164@SUM(A1)", "x;\u3164'@SUM(A1)"],
    ["x\t=1", "x\t'=1"],
  ])("runs nothing where another sign separates: %j", (text, expected) => {
    expect(csvLines([[text]])).toBe(`"${expected}"\r\n`);
  });

  it("runs nothing that is not the first of a list", () => {
    expect(csvLines([[["eu", "=1+1"]]])).toBe(`"eu; '=1+1"\r\n`);
  });

  it("quotes what would end a cell or a line", () => {
    expect(csvLines([["a,b", 'say "x"', "two\nlines"]])).toBe('"a,b","say ""x""","two\nlines"\r\n');
  });

  it("takes out what turns the reading direction round, and looks for a formula behind it", () => {
    expect(csvLines([["a\u202eb", "\u202e=1"]])).toBe(`"ab","'=1"\r\n`);
  });

  it("says lists, yes, no and nothing in words", () => {
    expect(csvLines([[["eu", "pci"], true, false, null]])).toBe('"eu; pci","yes","no",\r\n');
  });

  it("is nothing without rows", () => {
    expect(csvLines([])).toBe("");
  });

  it("that says what is missing is as wide as the others", () => {
    expect(csvCutOff("too many", ["a", "b", "c"])).toBe('"INCOMPLETE: too many",,\r\n');
  });
});
