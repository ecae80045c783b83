import { describe, expect, it } from "vitest";
import { addWorkingDays } from "./working-days.ts";

const calendar = {
  timeZone: "Europe/Vienna",
  workingDays: [1, 2, 3, 4, 5],
  holidays: ["2026-12-08", "2026-12-25"],
};
const later = (from: string, days: number, change = {}) =>
  addWorkingDays(new Date(from), days, { ...calendar, ...change }).toISOString();

describe("working days", () => {
  it("pass over weekends and holidays", () => {
    expect(later("2026-12-04T10:00:00Z", 1)).toBe("2026-12-07T10:00:00.000Z");
    expect(later("2026-12-07T10:00:00Z", 1)).toBe("2026-12-09T10:00:00.000Z");
    expect(later("2026-12-24T10:00:00Z", 1)).toBe("2026-12-28T10:00:00.000Z");
    expect(later("2026-12-04T10:00:00Z", 10)).toBe("2026-12-21T10:00:00.000Z");
  });

  it("are those of the calendar's time zone", () => {
    // Friday evening in London is Saturday in Auckland.
    expect(later("2026-12-03T20:00:00Z", 1, { timeZone: "Europe/London" })).toBe("2026-12-04T20:00:00.000Z");
    expect(later("2026-12-03T20:00:00Z", 1, { timeZone: "Pacific/Auckland" })).toBe(
      "2026-12-06T20:00:00.000Z",
    );
  });

  it("come to an end on a calendar of holidays", () => {
    const from = new Date("2026-01-01T00:00:00Z");
    expect(addWorkingDays(from, 400, { ...calendar, workingDays: [7] }).getTime()).toBeGreaterThan(
      from.getTime(),
    );
  });
});
