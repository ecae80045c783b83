import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atWallTime, wallTime } from "#lib/kernel/wall-time.ts";
import { addWorkingDays } from "./working-days.ts";

const calendar = {
  timeZone: "Europe/Vienna",
  workingDays: [1, 2, 3, 4, 5],
  holidays: ["2026-12-08", "2026-12-25"],
};
const later = (from: string, days: number, change = {}) =>
  addWorkingDays(new Date(from), days, { ...calendar, ...change }).toISOString();

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Asia/Kathmandu",
];

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

  it("keep the time of day where the clock changes", () => {
    const later1 = (from: string) => later(from, 1, { timeZone: "Europe/Berlin" });
    // Friday half past eleven in the evening, winter time, to Monday, summer time; and back in autumn.
    expect(later1("2027-03-26T22:30:00Z")).toBe("2027-03-29T21:30:00.000Z");
    expect(later1("2027-10-29T22:30:00Z")).toBe("2027-10-31T23:30:00.000Z");
    // Half past two on a Sunday is left out in March, and comes twice in October: the day still counts.
    const everyDay = { timeZone: "Europe/Berlin", workingDays: [1, 2, 3, 4, 5, 6, 7] };
    expect(later("2027-03-27T01:30:00.250Z", 1, everyDay)).toBe("2027-03-28T01:30:00.250Z");
    expect(later("2027-10-30T00:30:00Z", 1, everyDay)).toBe("2027-10-31T00:30:00.000Z");
    expect(later("2027-03-27T01:30:00Z", 2, everyDay)).toBe("2027-03-29T00:30:00.000Z");
  });

  it("are one after the other, whatever the zone: a day later is 22 to 26 hours later, by the same clock", () => {
    const moments = fc.date({
      min: new Date("2026-01-01"),
      max: new Date("2035-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, fc.constantFrom(...zones), (from, timeZone) => {
        const everyDay = { timeZone, workingDays: [1, 2, 3, 4, 5, 6, 7], holidays: [] };
        const hours = (addWorkingDays(from, 1, everyDay).getTime() - from.getTime()) / 3_600_000;
        expect(hours).toBeGreaterThanOrEqual(22);
        expect(hours).toBeLessThanOrEqual(26);
        expect(atWallTime(wallTime(from, timeZone), timeZone).getTime()).toBeLessThanOrEqual(from.getTime());
      }),
    );
  });

  it("come to an end on a calendar of holidays", () => {
    const from = new Date("2026-01-01T00:00:00Z");
    expect(addWorkingDays(from, 400, { ...calendar, workingDays: [7] }).getTime()).toBeGreaterThan(
      from.getTime(),
    );
  });
});
