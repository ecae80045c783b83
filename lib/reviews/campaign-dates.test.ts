import { describe, expect, it } from "vitest";
import { campaignCalendar } from "./campaign-calendar.ts";
import { datesOf } from "./campaign-dates.ts";

const day = (of: number) => new Date(Date.UTC(2026, 11, of, 9));
const stages = [
  { name: "Owners", days: 14 },
  { name: "Second look", days: 7 },
  { name: "Risk", days: 3 },
] as never;
const running = {
  definition: { stages },
  stage: 1,
  stageEndsAt: day(15),
  startedAt: day(1),
  dueAt: day(25),
  closedAt: null,
};

const said = (dates: ReturnType<typeof datesOf>) =>
  dates.map(({ kind, at, stage }) => [kind, at.getUTCDate(), stage?.number ?? null]);

describe("the dates of a review", () => {
  it("are its start, the end of each stage but the last, and when it is due", () => {
    expect(said(datesOf(running))).toEqual([
      ["started", 1, null],
      ["stage_ends", 15, 1],
      ["stage_ends", 22, 2],
      ["due", 25, null],
    ]);
  });

  it("leave out stages that have ended, and go by when this one really ends", () => {
    const second = { ...running, stage: 2, stageEndsAt: day(20) };
    expect(said(datesOf(second))).toEqual([
      ["started", 1, null],
      ["stage_ends", 20, 2],
      ["due", 25, null],
    ]);
  });

  it("end with its close, and are none before it has started", () => {
    expect(said(datesOf({ ...running, closedAt: day(18) }))).toEqual([
      ["started", 1, null],
      ["closed", 18, null],
    ]);
    expect(datesOf({ ...running, startedAt: null, dueAt: null, stageEndsAt: null })).toEqual([]);
  });
});

describe("their calendar file", () => {
  const file = campaignCalendar(
    {
      id: "r",
      name: "Quarter; with, marks\nand lines",
      url: "https://steward.example/reviews/r",
      dates: datesOf(running),
    },
    day(2),
  );

  it("has an entry for each date, with the same identity whenever it is taken", () => {
    const ids = file.match(/^UID:.*$/gm);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
    expect(file).toContain("UID:review-r-stage_ends-2@steward");
    expect(file).toContain("DTSTART:20261225T090000Z");
  });

  it("reminds of what is ahead only, and lets no name write lines of its own", () => {
    expect(file.match(/BEGIN:VALARM/g)).toHaveLength(3);
    expect(file).toContain("Quarter\\; with\\, marks\\nand lines");
    for (const line of file.split("\r\n")) expect(line.length).toBeLessThanOrEqual(75);
  });
});
