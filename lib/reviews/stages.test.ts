import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { campaignDefinition } from "./campaign-definition.ts";
import { isClosingDue, isEscalationDue, isTimeUp, remindedSince } from "./follow-up.ts";
import { decideStageEnd } from "./stages.ts";
import { voiceOf } from "./voice.ts";

const now = new Date("2026-11-22T12:00:00.000Z");
const DAY = 86_400_000;
const daysFromNow = (days: number) => new Date(now.getTime() + days * DAY);

describe("the end of a stage", () => {
  const review = {
    state: "running",
    stage: 1,
    stages: [{ days: 14 }, { days: 7 }, { days: 3 }],
    stageEndsAt: daysFromNow(2),
    waiting: 0,
    coming: 0,
  } as const;

  it("comes when everything is answered, or its time is over; the days of the next begin now", () => {
    const opened = { ok: true, stage: 2, endsAt: daysFromNow(7), dueAt: daysFromNow(10) };
    expect(decideStageEnd(review, now)).toEqual(opened);
    expect(decideStageEnd({ ...review, waiting: 3, stageEndsAt: daysFromNow(-9) }, now)).toEqual(opened);
  });

  it("does not come while something waits and there is time, while items still come, after the last, or unless it runs", () => {
    expect(decideStageEnd({ ...review, waiting: 3 }, now)).toMatchObject({ reason: /^3 items/ });
    expect(decideStageEnd({ ...review, waiting: 1 }, now)).toMatchObject({ reason: /^1 item of/ });
    expect(decideStageEnd({ ...review, coming: 1 }, now)).toMatchObject({ ok: false });
    expect(decideStageEnd({ ...review, stage: 3 }, now)).toMatchObject({ reason: /last stage/ });
    for (const state of ["draft", "staged", "closing", "closed", "signed", "discarded"] as const) {
      expect(decideStageEnd({ ...review, state }, now)).toMatchObject({ ok: false, code: "refused" });
    }
  });
});

describe("reminders", () => {
  it("come 7, 3 and 1 days before the end, at the end, 3 days after it and then weekly; never in a stage's first day", () => {
    const stage = { stageStartedAt: daysFromNow(-13), stageEndsAt: daysFromNow(1) };
    const at = (days: number) => remindedSince(stage, daysFromNow(days))?.getTime();
    expect(at(-7)).toBeUndefined();
    expect(at(-5)).toBe(daysFromNow(-6).getTime());
    expect(at(-1.5)).toBe(daysFromNow(-2).getTime());
    expect(at(0)).toBe(daysFromNow(0).getTime());
    expect(at(1)).toBe(daysFromNow(1).getTime());
    expect(at(3.9)).toBe(daysFromNow(1).getTime());
    expect(at(4)).toBe(daysFromNow(4).getTime());
    expect(at(8)).toBe(daysFromNow(8).getTime());
    expect(at(30)).toBe(daysFromNow(29).getTime());
    expect(remindedSince({ stageStartedAt: daysFromNow(-0.5), stageEndsAt: daysFromNow(3) }, now)).toBeNull();
  });

  it("are never due in the future, nor more often than every day", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.double({ min: 0, max: 200, noNaN: true }),
        (days, later) => {
          const stage = { stageStartedAt: now, stageEndsAt: daysFromNow(days) };
          const at = daysFromNow(later);
          const mark = remindedSince(stage, at);
          if (mark === null) return;
          expect(mark <= at).toBe(true);
          const next = remindedSince(stage, new Date(mark.getTime() + DAY - 1));
          expect(next).toEqual(mark);
        },
      ),
    );
  });
});

describe("time that is up", () => {
  const definition = campaignDefinition.parse({
    format: 1,
    name: "Review",
    scope: {},
    subjects: ["tool"],
    stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
    fallback: { kind: "role", role: "admin" },
    noResponse: { low: "keep", medium: "keep", high: "revoke" },
  });
  const review = {
    state: "running",
    stage: 1,
    definition,
    stageEndsAt: daysFromNow(-1),
    waiting: 2,
    coming: 0,
    escalations: 0,
    escalatedAt: null,
  } as const;

  it("passes what waits on after the days it says, three times at most, and closes only where it says so", () => {
    expect(isTimeUp(review, now)).toBe(true);
    expect(isEscalationDue(review, now)).toBe(false);
    expect(isEscalationDue(review, daysFromNow(2))).toBe(true);
    const once = { ...review, escalations: 1, escalatedAt: daysFromNow(2) };
    expect(isEscalationDue(once, daysFromNow(4))).toBe(false);
    expect(isEscalationDue(once, daysFromNow(5))).toBe(true);
    expect(isEscalationDue({ ...once, escalations: 3 }, daysFromNow(50))).toBe(false);
    expect(isEscalationDue({ ...review, waiting: 0 }, daysFromNow(5))).toBe(false);
    expect(isClosingDue(review, daysFromNow(89))).toBe(false);
    const closing = { ...definition, overdue: { escalateAfterDays: null, closeAfterDays: 5 } };
    expect(isEscalationDue({ ...review, definition: closing }, daysFromNow(50))).toBe(false);
    expect(isClosingDue({ ...review, definition: closing }, daysFromNow(3))).toBe(false);
    expect(isClosingDue({ ...review, definition: closing }, daysFromNow(4))).toBe(true);
  });
});

describe("whose voice an answer is", () => {
  const absence = {
    absentId: "owner",
    absentName: "Ada",
    delegateId: "friend",
    startsAt: daysFromNow(-1),
    endsAt: daysFromNow(1),
    timeZone: "UTC",
  };
  const item = { reviewerId: "owner", consumerOwnerId: null };

  it("is the reviewer's own, or a delegate's while the reviewer is away", () => {
    expect(voiceOf(item, "owner", [absence], now)).toEqual({ ok: true, onBehalfOf: null });
    expect(voiceOf(item, "friend", [absence], now)).toEqual({ ok: true, onBehalfOf: absence });
    expect(voiceOf(item, "friend", [absence], daysFromNow(1))).toMatchObject({ code: "forbidden" });
    expect(voiceOf(item, "friend", [absence], daysFromNow(-2))).toMatchObject({ code: "forbidden" });
    expect(voiceOf(item, "other", [absence], now)).toMatchObject({ code: "forbidden" });
  });

  it("is not a delegate's who answered it before; its own reviewer answers all the same", () => {
    const again = { ...item, answeredBefore: ["friend", "owner"] };
    expect(voiceOf(again, "friend", [absence], now)).toMatchObject({
      code: "forbidden",
      reason: expect.stringContaining("before"),
    });
    expect(voiceOf(again, "owner", [absence], now)).toEqual({ ok: true, onBehalfOf: null });
    expect(voiceOf({ ...item, answeredBefore: ["owner"] }, "friend", [absence], now)).toMatchObject({
      ok: true,
    });
  });

  it("is nobody's who owns the consumer, nor of whoever stands in for them", () => {
    for (const consumerOwnerId of ["owner", "friend"]) {
      const own = { ...item, consumerOwnerId };
      expect(voiceOf(own, "friend", [absence], now)).toMatchObject({ code: "forbidden" });
    }
    expect(voiceOf({ ...item, consumerOwnerId: "owner" }, "owner", [absence], now)).toMatchObject({
      ok: false,
    });
  });
});
