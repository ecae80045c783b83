import { describe, expect, it } from "vitest";
import type { DiffLine } from "./diff-line.ts";
import { markWords } from "./mark-words.ts";

const line = (kind: DiffLine["kind"], text: string): DiffLine => ({ kind, text });
const markedOf = (lines: DiffLine[]) =>
  lines.map(({ parts = [] }) => parts.filter(({ isChanged }) => isChanged).map(({ text }) => text));

describe("words marked in changed lines", () => {
  it("marks only the words that differ", () => {
    const lines = markWords([
      line("removed", "Read a ticket by its number."),
      line("added", "Delete a ticket by its number."),
    ]);
    expect(markedOf(lines)).toEqual([["Read"], ["Delete"]]);
    expect(lines[1]?.parts?.map(({ text }) => text).join("")).toBe("Delete a ticket by its number.");
  });

  it("marks no word that only moved to the next line", () => {
    const lines = markWords([
      line("removed", "one two three"),
      line("removed", "four five"),
      line("added", "zero one two"),
      line("added", "three four five"),
    ]);
    expect(markedOf(lines)).toEqual([[], [], ["zero"], []]);
  });

  it("keeps every line, and its text, in its place", () => {
    const lines = [
      line("same", "a"),
      line("added", "b"),
      line("same", "c"),
      line("removed", "the old words"),
      line("removed", ""),
      line("added", "the new words"),
      line("same", "d"),
      line("removed", "e"),
    ];
    const marked = markWords(lines);
    expect(marked.map(({ kind, text }) => ({ kind, text }))).toEqual(lines);
    for (const { text, parts } of marked) {
      if (parts !== undefined) expect(parts.map((part) => part.text).join("")).toBe(text);
    }
  });

  it("marks nothing in lines that share nothing", () => {
    const lines = markWords([line("removed", "alpha beta gamma"), line("added", "delta epsilon zeta")]);
    expect(lines.every(({ parts }) => parts === undefined)).toBe(true);
  });

  it("leaves a run too long to compare word by word as it is", () => {
    const long = "word ".repeat(5_000);
    const lines = markWords([line("removed", long), line("added", `${long}more`)]);
    expect(lines.every(({ parts }) => parts === undefined)).toBe(true);
  });
});
