import { expect, test } from "vitest";
import { tabAfter } from "./tab-keys.ts";

test("goes one on and one back, and round at the ends", () => {
  expect(tabAfter("ArrowRight", 0, 3)).toBe(1);
  expect(tabAfter("ArrowRight", 2, 3)).toBe(0);
  expect(tabAfter("ArrowLeft", 1, 3)).toBe(0);
  expect(tabAfter("ArrowLeft", 0, 3)).toBe(2);
});

test("goes to the first and the last", () => {
  expect(tabAfter("Home", 2, 3)).toBe(0);
  expect(tabAfter("End", 0, 3)).toBe(2);
});

test("leaves other keys to the page", () => {
  for (const key of ["Enter", "Tab", "ArrowDown", "j"]) expect(tabAfter(key, 1, 3)).toBeNull();
});
