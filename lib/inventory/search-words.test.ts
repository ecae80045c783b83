import { expect, it } from "vitest";
import { toTextSearch, wordsToSeek } from "./search-words.ts";

const words = (...all: string[]) => all.map((word) => ({ word, count: 1 }));

it("looks for all words, as beginnings", () => {
  expect(toTextSearch(words("github", "pay"))).toBe("'github':* & 'pay':*");
  expect(toTextSearch([])).toBeNull();
});

it("takes a short word as a whole one, and leaves it out where somebody is still typing", () => {
  expect(toTextSearch(wordsToSeek(words("db", "github")))).toBe("'db' & 'github':*");
  expect(toTextSearch(wordsToSeek(words("github", "i")))).toBe("'github':*");
  expect(toTextSearch(wordsToSeek(words("db")))).toBe("'db'");
});

it("looks for the words that stand instead", () => {
  const sought = { word: "esk", count: 0, insteadOf: ["desk", "helpdesk"] };
  expect(toTextSearch([sought, ...words("mail")])).toBe("('desk' | 'helpdesk') & 'mail':*");
});

it("quotes what a search would read as its own signs", () => {
  expect(toTextSearch(words("o'b\\c"))).toBe("'o''b\\\\c':*");
});
