import { expect, it } from "vitest";
import { isLongFind, planList, rowsToCount } from "./list-plan.ts";

const MILLION = { total: 1_000_000 };

it("finds what is rare, and walks past what is common", () => {
  expect(planList({ ...MILLION, counts: [900] }, 51)).toEqual({ way: "find" });
  expect(planList({ ...MILLION, counts: [7_000] }, 51)).toEqual({ way: "find" });
  expect(planList({ ...MILLION, counts: [7_500] }, 51)).toEqual({ way: "walk", rowsMax: 20_000 });
  expect(planList({ ...MILLION, counts: [600_000] }, 51)).toEqual({ way: "walk", rowsMax: 1_000 });
});

it("finds when common things are rare together", () => {
  expect(planList({ ...MILLION, counts: [300_000, 20_000] }, 51)).toEqual({ way: "find" });
  expect(planList({ ...MILLION, counts: [300_000, 200_000] }, 51)).toEqual({ way: "walk", rowsMax: 3_400 });
});

it("finds in a small organization, and where nothing carries the value", () => {
  expect(planList({ total: 2_000, counts: [1_900] }, 51)).toEqual({ way: "find" });
  expect(planList({ ...MILLION, counts: [0] }, 51)).toEqual({ way: "find" });
});

it("never walks further than its bound, whatever the page's length", () => {
  for (const count of [100, 10_000, 100_000, 1_000_000]) {
    const plan = planList({ ...MILLION, counts: [count] }, 1_001);
    if (plan.way === "walk") expect(plan.rowsMax).toBeLessThanOrEqual(20_000);
  }
});

it("takes help for what more than a few of a million fit", () => {
  expect(isLongFind({ ...MILLION, counts: [340_000, 380_000] })).toBe(true);
  expect(isLongFind({ ...MILLION, counts: [340_000, 100_000] })).toBe(false);
  expect(isLongFind({ total: 40_000, counts: [] })).toBe(false);
});

it("looks at some rows to know that more than can be shown fit, where a great many do", () => {
  expect(rowsToCount({ ...MILLION, counts: [380_000, 800_000] }, 10_000)).toBe(49_348);
  expect(rowsToCount({ ...MILLION, counts: [100_000] }, 10_000)).toBeNull();
  expect(rowsToCount({ total: 30_000, counts: [29_000] }, 10_000)).toBeNull();
  expect(rowsToCount({ ...MILLION, counts: [0] }, 10_000)).toBeNull();
});
