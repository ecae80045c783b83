import { expect, test } from "vitest";
import { readCredentialsSearch } from "./read-credentials-search.ts";

test.each([
  ["month=foo", undefined],
  ["month=2026-13", undefined],
  ["", undefined],
  ["month=2026-12", "2026-12"],
])("%s asks for the month %s", (search, month) => {
  expect(readCredentialsSearch(new URLSearchParams(search), undefined).month).toBe(month);
});
