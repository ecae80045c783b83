import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ApprovalPolicy } from "#lib/policy/approval/policy-document.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { dueOf, type Followed, followUpOf } from "./follow-up.ts";

/** A Monday. */
const ASKED = new Date("2027-03-01T09:00:00Z");
const NAMES = { groups: new Map(), people: new Map() };
const on = (day: string) => new Date(`2027-03-${day}T09:00:00Z`);

function asked(answer: Partial<ApprovalPolicy["answer"]>, change: Partial<Followed> = {}): Followed {
  const policy = { ...STARTING_POLICY, answer: { ...STARTING_POLICY.answer, ...answer } };
  return {
    followUp: followUpOf(policy, NAMES),
    submittedAt: ASKED,
    stages: [{ position: 1, quorum: 1, remindedAt: null, escalatedAt: null }],
    votes: [],
    ...change,
  };
}

const APPROVERS = [{ kind: "role" as const, role: "approver" as const }];
const escalating = { escalateAfterDays: 3, escalateTo: APPROVERS };

describe("what is due while nobody answers", () => {
  it.each([
    ["nothing, where the policy says nothing", {}, "12", [false, false]],
    ["no reminder a moment too early", { remindAfterDays: 2 }, "02", [false, false]],
    ["a reminder on the day", { remindAfterDays: 2 }, "03", [true, false]],
    ["no escalation over a weekend", { escalateAfterDays: 5, escalateTo: APPROVERS }, "07", [false, false]],
    [
      "an escalation on the working day",
      { escalateAfterDays: 5, escalateTo: APPROVERS },
      "08",
      [false, true],
    ],
    ["both at once", { remindAfterDays: 1, ...escalating }, "08", [true, true]],
  ])("%s", (_, answer, day, expected) => {
    const due = dueOf(asked(answer), on(day));
    expect([due?.isReminderDue ?? false, due?.isEscalationDue ?? false]).toEqual(expected);
  });

  it("is nothing for a request of before there was such a thing, one not submitted, and one with its answers", () => {
    expect(dueOf(asked({ remindAfterDays: 1 }, { followUp: undefined }), on("20"))).toBeNull();
    expect(dueOf(asked({ remindAfterDays: 1 }, { submittedAt: null }), on("20"))).toBeNull();
    const vote = { deciderId: "a", decision: "approve" as const, stagePosition: 1, decidedAt: ASKED };
    expect(dueOf(asked({ remindAfterDays: 1 }, { votes: [vote] }), on("20"))).toBeNull();
  });

  it("is nothing at a time that cannot be read", () => {
    expect(dueOf(asked({ remindAfterDays: 1, ...escalating }), new Date(Number.NaN))).toBeNull();
  });

  it("comes at most once in its days, however the clock is moved, and escalates once", () => {
    const moves = fc.array(fc.integer({ min: -40, max: 60 }), { maxLength: 40 });
    fc.assert(
      fc.property(moves, fc.integer({ min: 1, max: 9 }), (days, remindAfterDays) => {
        let stage = {
          position: 1,
          quorum: 1,
          remindedAt: null as Date | null,
          escalatedAt: null as Date | null,
        };
        const reminders: Date[] = [];
        let escalations = 0;
        for (const day of days) {
          const now = new Date(ASKED.getTime() + day * 86_400_000);
          const due = dueOf(asked({ remindAfterDays, ...escalating }, { stages: [stage] }), now);
          if (due?.isReminderDue) {
            reminders.push(now);
            stage = { ...stage, remindedAt: now };
          }
          if (due?.isEscalationDue) {
            escalations += 1;
            stage = { ...stage, escalatedAt: now };
          }
        }
        expect(escalations).toBeLessThanOrEqual(1);
        for (const [index, at] of reminders.entries()) {
          const before = reminders[index - 1] ?? ASKED;
          expect(at.getTime() - before.getTime()).toBeGreaterThanOrEqual(remindAfterDays * 86_400_000);
        }
      }),
    );
  });
});
