import { expect, test } from "vitest";
import { exactTime, relativeTime } from "./relative-time.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");

test.each([
  ["2026-12-04T12:00:00Z", "in 12 days"],
  ["2026-11-23T12:00:00Z", "in 1 day"],
  ["2027-01-06T12:00:00Z", "in 45 days"],
  ["2027-02-20T12:00:00Z", "in 3 months"],
  ["2027-11-22T12:00:00Z", "in 12 months"],
  ["2026-10-12T12:00:00Z", "41 days ago"],
  ["2026-11-22T09:00:00Z", "3 hours ago"],
  ["2026-11-22T11:59:50Z", "just now"],
  ["2026-12-22T11:59:30Z", "in 30 days"],
  ["2026-12-21T20:00:00Z", "in 29 days"],
  ["2026-11-23T11:59:30Z", "in 1 day"],
  ["2026-11-23T11:00:00Z", "in 23 hours"],
  ["2026-11-22T15:59:40Z", "in 4 hours"],
  ["2026-11-22T12:59:59.700Z", "in 1 hour"],
  ["2026-11-22T12:00:59.700Z", "in 1 minute"],
  ["2027-01-22T11:59:30Z", "in 2 months"],
  ["2026-10-24T00:00:30Z", "29 days ago"],
  ["2024-11-01T00:00:00Z", "2 years ago"],
])("says how far %s is in words", (at, words) => {
  expect(relativeTime(Date.parse(at), NOW)).toBe(words);
});

test("names the zone of an exact time", () => {
  expect(exactTime(NOW, "UTC")).toBe("22 Nov 2026, 12:00 UTC");
});
