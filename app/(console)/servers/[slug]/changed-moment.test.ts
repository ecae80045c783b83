import { expect, test } from "vitest";
import { changedMoment } from "./changed-moment.ts";

const STORED = "2027-03-05T18:30:00.000Z";

test.each([
  ["the day of the stored moment", "2027-03-05", STORED, undefined],
  ["another day", "2027-03-06", STORED, "2027-03-06"],
  ["none in its place", "", STORED, null],
  ["a day where none was", "2027-03-06", "", "2027-03-06"],
  ["none as before", "", "", undefined],
])("%s", (_case, day, stored, expected) => {
  const form = new FormData();
  form.set("expiresAt", day);
  form.set("expiresAtStored", stored);
  expect(changedMoment(form, "expiresAt")).toBe(expected);
});
