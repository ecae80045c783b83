import { expect, test } from "vitest";
import { dayInWords } from "./day-in-words.ts";

test("says a day as people do, whatever the zone of the machine", () => {
  expect(dayInWords("2027-03-03")).toBe("3 March 2027");
  expect(dayInWords("2024-02-29")).toBe("29 February 2024");
});

test("leaves what is no day as it is", () => {
  for (const text of ["", "soon", "2027-13-01", "2027-03-03T00:00:00Z"]) expect(dayInWords(text)).toBe(text);
});
