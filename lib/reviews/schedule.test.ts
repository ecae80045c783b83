import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { committedMatrix, printMatrix } from "#tests/print-matrix.ts";
import { causeWords } from "./cause.ts";
import { plainRuleOf, ruleOf, ruleWords } from "./plain-rule.ts";
import { datesAfter, datesBetween, type Recurrence, recurrenceInput } from "./recurrence.ts";
import { decideSchedule, dueReview } from "./schedule.ts";
import { scheduleCalendar } from "./schedule-calendar.ts";
import { isTimeToOpen, type TriggerKind } from "./trigger.ts";

const QUARTERLY: Recurrence = {
  rule: "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1",
  startsOn: "2027-01-01",
  atTime: "09:00",
  timeZone: "Europe/Vienna",
};

const iso = (dates: readonly Date[]) => dates.map((date) => date.toISOString());
const at = (text: string) => new Date(text);

describe("dates of a schedule", () => {
  it("are at the same time of the clock on the wall in summer and in winter", () => {
    expect(iso(datesAfter(QUARTERLY, at("2026-12-01T00:00:00Z"), 5))).toEqual([
      "2027-01-01T08:00:00.000Z",
      "2027-04-01T07:00:00.000Z",
      "2027-07-01T07:00:00.000Z",
      "2027-10-01T07:00:00.000Z",
      "2028-01-01T08:00:00.000Z",
    ]);
  });

  it("come once where the clock leaves the time out, and once where it shows it twice", () => {
    const weekly = { ...QUARTERLY, rule: "FREQ=WEEKLY;BYDAY=SU", startsOn: "2027-03-21", atTime: "02:30" };
    expect(iso(datesAfter(weekly, at("2027-03-20T00:00:00Z"), 3))).toEqual([
      "2027-03-21T01:30:00.000Z",
      "2027-03-28T01:30:00.000Z",
      "2027-04-04T00:30:00.000Z",
    ]);
    const autumn = { ...weekly, startsOn: "2027-10-24" };
    const [first, second, third] = datesAfter(autumn, at("2027-10-23T00:00:00Z"), 3);
    expect(iso([first, second, third].filter((date) => date !== undefined))).toEqual([
      "2027-10-24T00:30:00.000Z",
      "2027-10-31T00:30:00.000Z",
      "2027-11-07T01:30:00.000Z",
    ]);
    expect(datesAfter(autumn, second ?? at("2027-10-31T00:30:00Z"), 1)).toEqual([third]);
  });

  it("are on the last day of a month that is too short", () => {
    const rule = ruleOf({ every: 1, unit: "months" }, "2027-01-31");
    const monthly = { ...QUARTERLY, rule, startsOn: "2027-01-31", timeZone: "UTC" };
    expect(iso(datesAfter(monthly, at("2027-01-01T00:00:00Z"), 4)).map((date) => date.slice(0, 10))).toEqual([
      "2027-01-31",
      "2027-02-28",
      "2027-03-31",
      "2027-04-30",
    ]);
  });

  it("end when the rule ends", () => {
    const twice = { ...QUARTERLY, rule: "FREQ=MONTHLY;COUNT=2" };
    expect(datesAfter(twice, at("2026-12-01T00:00:00Z"), 5)).toHaveLength(2);
    expect(dueReview(twice, at("2027-02-01T08:00:00Z"), at("2027-02-01T08:00:00Z"))?.nextAt).toBeNull();
  });

  it("are after the moment asked about, in order, and the same however they are asked for", () => {
    const plain = fc.record({
      every: fc.integer({ min: 1, max: 5 }),
      unit: fc.constantFrom("weeks" as const, "months" as const, "years" as const),
    });
    const day = fc
      .date({ min: at("2026-01-01T00:00:00Z"), max: at("2030-12-31T00:00:00Z"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const zone = fc.constantFrom(
      "UTC",
      "Europe/Vienna",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
    );
    fc.assert(
      fc.property(plain, day, zone, fc.integer({ min: 0, max: 23 }), (words, startsOn, timeZone, hour) => {
        const recurrence = {
          rule: ruleOf(words, startsOn),
          startsOn,
          atTime: `${String(hour).padStart(2, "0")}:30`,
          timeZone,
        };
        expect(recurrenceInput.safeParse(recurrence).success).toBe(true);
        expect(plainRuleOf(recurrence.rule, startsOn)).toEqual(words);
        const after = at("2028-02-29T12:00:00Z");
        const five = datesAfter(recurrence, after, 5);
        expect(five).toHaveLength(5);
        for (const [index, date] of five.entries()) {
          expect(date.getTime()).toBeGreaterThan((five[index - 1] ?? after).getTime());
        }
        expect(datesBetween(recurrence, after, five.at(-1) ?? after)).toEqual(five);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what a rule may say", () => {
  const judge = (parts: Partial<Recurrence>) => recurrenceInput.safeParse({ ...QUARTERLY, ...parts });

  it.each([
    ["FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1", "every 3 months"],
    ["rrule:freq=monthly;byday=1MO", "every month on the 1st Monday"],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every 2 weeks"],
  ])("takes %s", (rule, words) => {
    const judged = judge({ rule });
    expect(judged.error?.issues).toBeUndefined();
    expect(ruleWords(judged.data?.rule ?? "", "2027-01-01")).toBe(words);
  });

  it.each([
    ["FREQ=HOURLY", /days, weeks, months or years/],
    ["FREQ=DAILY", /once a week at most/],
    ["FREQ=WEEKLY;BYDAY=MO,TH", /once a week at most/],
    ["FREQ=MONTHLY;BYHOUR=3", /fields of their own/],
    ["DTSTART=20270101;FREQ=MONTHLY", /fields of their own|no recurrence rule/],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", /no such day/],
    ["every quarter", /no recurrence rule/],
    ["FREQ=SOMETIMES", /no recurrence rule|days, weeks/],
    ["FREQ=MONTHLY;INTERVAL=0", /interval/],
    ["FREQ=MONTHLY;BYMOON=FULL", /no recurrence rule/],
  ])("refuses %s, in words", (rule, words) => {
    expect(judge({ rule }).error?.issues[0]?.message).toMatch(words);
  });

  it("finds at once that rules have no days, for which the library looks until the year 9999", () => {
    for (const rule of [
      "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
      "FREQ=DAILY;BYMONTH=4,6,9,11;BYMONTHDAY=31",
      "FREQ=DAILY;BYYEARDAY=-400",
      "FREQ=DAILY;INTERVAL=7;BYSETPOS=366",
      "FREQ=DAILY;BYMONTH=13",
      "FREQ=DAILY;BYWEEKNO=54",
      "FREQ=DAILY;BYMONTH=6;BYYEARDAY=1",
      "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
      "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
      "FREQ=MONTHLY;BYMONTHDAY=0",
    ]) {
      expect(judge({ rule }).error?.issues[0]?.message).toMatch(/no such day/);
    }
  });

  it("finds the dates of thirty years from now on, however long ago it began", () => {
    const old = { ...QUARTERLY, startsOn: "2000-01-01" };
    expect(datesAfter(old, at("2026-12-02T12:00:00Z"), 1_000)).toHaveLength(120);
    const weekly = { ...old, rule: "FREQ=WEEKLY" };
    const leap = { ...old, rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29" };
    expect(datesAfter(weekly, at("2026-12-02T12:00:00Z"), 2_000).length).toBeGreaterThan(1_560);
    expect(datesAfter(leap, at("2026-12-02T12:00:00Z"), 10)).toHaveLength(8);
  });
});

describe("what is due", () => {
  const vienna = (day: string) => at(`${day}T08:00:00Z`);

  it("is nothing before the date, and one review from that very moment on", () => {
    expect(dueReview(QUARTERLY, vienna("2027-01-01"), at("2027-01-01T07:59:59.999Z"))).toBeNull();
    expect(dueReview(QUARTERLY, vienna("2027-01-01"), vienna("2027-01-01"))).toEqual({
      dueAt: vienna("2027-01-01"),
      missed: 0,
      nextAt: at("2027-04-01T07:00:00Z"),
    });
    expect(dueReview(QUARTERLY, null, vienna("2027-01-01"))).toBeNull();
  });

  it("is one review for all dates that passed while nobody looked, for the last of them", () => {
    expect(dueReview(QUARTERLY, vienna("2027-01-01"), at("2027-08-15T00:00:00Z"))).toEqual({
      dueAt: at("2027-07-01T07:00:00Z"),
      missed: 2,
      nextAt: at("2027-10-01T07:00:00Z"),
    });
  });
});

const STATES = ["active", "paused", "over"] as const;
const ACTIONS = ["change", "pause", "resume", "open", "delete"] as const;

it("moves between states exactly as the committed matrix says", () => {
  const printed = printMatrix(STATES, ACTIONS, (state, action) => {
    const verdict = decideSchedule(state as (typeof STATES)[number], action as (typeof ACTIONS)[number]);
    return verdict.ok ? verdict.next : `- ${verdict.reason}`;
  });
  expect(printed).toBe(committedMatrix("review_schedule", printed));
});

it("gives its next twelve dates to a calendar as instants, and none while it is paused", () => {
  const schedule = {
    id: "0198c0de",
    name: "Quarterly; all",
    recurrence: QUARTERLY,
    url: "https://a.example/b",
  };
  const file = (state: string) => scheduleCalendar({ ...schedule, state }, at("2026-12-01T00:00:00Z"));
  expect(file("active").match(/BEGIN:VEVENT/g)).toHaveLength(12);
  expect(file("active")).toContain("DTSTART:20270401T070000Z");
  expect(file("active")).toContain("SUMMARY:Quarterly\\; all opens");
  expect(file("paused")).not.toContain("VEVENT");
});

describe("why a review opened", () => {
  const happened = [
    {
      serverId: "0198c0de-0000-7000-8000-000000000001",
      slug: "desk",
      server: "Ticket desk",
      at: "2027-01-01T00:00:00.000Z",
      names: ["Ada"],
    },
  ];
  const cause = (kind: TriggerKind, servers: number) =>
    causeWords({ kind, servers, happened, idleDays: kind === "idle" ? 90 : null, startsItself: true });

  it.each([
    ["owner_left", "Ada, who owned Ticket desk, has left.", "The owners of 12 servers have left."],
    ["idle", "Ticket desk has not been used for 90 days.", "12 servers have not been used for 90 days."],
    ["break_glass_used", "Glass was broken on Ticket desk for Ada.", "Glass was broken on 12 servers."],
  ] as const)("is said in a sentence: %s", (kind, one, many) => {
    expect(cause(kind, 1)).toBe(one);
    expect(cause(kind, 12)).toBe(many);
  });

  it("says how many dates of its schedule it stands for", () => {
    const words = (missed: number) =>
      causeWords({
        kind: "schedule",
        scheduleId: "0198c0de-0000-7000-8000-000000000001",
        name: "Quarterly",
        dueAt: "2026-12-31T23:00:00.000Z",
        day: "2027-01-01",
        missed,
        startsItself: true,
      });
    expect(words(0)).toBe("The schedule “Quarterly” opened it for 1 January 2027.");
    expect(words(2)).toMatch(/2 dates before it passed while Steward was not running/);
  });
});

describe("when a review of what happened opens", () => {
  const minutesAgo = (minutes: number) => new Date(Date.parse("2027-01-01T12:00:00Z") - minutes * 60_000);
  it.each([
    ["waits while more may come", 3, 1, null, false],
    ["opens when nothing more came for five minutes", 20, 5, null, true],
    ["opens after an hour, whatever goes on", 60, 0, null, true],
    ["waits for an hour after the last of its kind", 90, 20, 59, false],
    ["opens an hour after the last of its kind", 90, 20, 60, true],
  ])("%s", (_, first, last, opened, isTime) => {
    const openedAt = opened === null ? null : minutesAgo(opened);
    const happened = { firstAt: minutesAgo(first), lastAt: minutesAgo(last), openedAt };
    expect(isTimeToOpen(happened, minutesAgo(0))).toBe(isTime);
  });
});
