import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PersonActor, type Role, systemActor } from "#lib/kernel/actor.ts";
import type { CampaignState, ItemDecision, ItemOutcome } from "#lib/kernel/generated/enums.ts";
import { committedMatrix, printMatrix } from "#tests/print-matrix.ts";
import { type NoResponse, REVIEW_RISKS } from "./campaign-definition.ts";
import {
  allowedOnItem,
  CAMPAIGN_TRANSITIONS,
  type CampaignAction,
  decideCampaign,
  decideItem,
  ITEM_TRANSITIONS,
  type ItemAction,
  type ItemToDecide,
  isRemoval,
} from "./model.ts";
import { tally } from "./tally.ts";

const now = new Date("2026-11-22T12:00:00.000Z");
const BY = { userId: "reviewer", reason: "It is needed.", openedAt: now };

function person(userId: string, roles: Role[] = ["member"]): PersonActor {
  return {
    kind: "person",
    organizationId: "o",
    organizationName: "O",
    userId,
    sessionId: "s",
    email: "a@b.example",
    name: "A",
    roles,
    authenticatedAt: now,
  };
}

const item: ItemToDecide = {
  campaignState: "running",
  isOpenStage: true,
  hasEnded: false,
  decision: "undecided",
  reviewerId: "reviewer",
  decidedById: null,
  decidedAt: null,
  risk: "low",
  needsReason: "high_risk",
  consumerOwnerId: null,
};

function decided(decision: ItemDecision, secondsAgo: number): ItemToDecide {
  return {
    ...item,
    decision,
    decidedById: "reviewer",
    decidedAt: new Date(now.getTime() - secondsAgo * 1_000),
  };
}

describe("campaign", () => {
  it("moves between states exactly as the committed matrix says", () => {
    const states = Object.keys(CAMPAIGN_TRANSITIONS) as CampaignState[];
    const actions: CampaignAction[] = [
      "change",
      "stage",
      "unstage",
      "discard",
      "start",
      "begin-close",
      "close",
      "sign",
    ];
    const printed = printMatrix(states, actions, (state, action) => {
      const verdict = decideCampaign(state as CampaignState, action as CampaignAction);
      return verdict.ok ? verdict.next : "-";
    });
    expect(printed).toBe(committedMatrix("campaign", printed));
  });
});

describe("campaign item", () => {
  const decisions = Object.keys(ITEM_TRANSITIONS) as ItemDecision[];
  const actions: ItemAction[] = ["keep", "revoke", "change", "undo"];

  it("moves between decisions exactly as the committed matrix says, five seconds after the last one", () => {
    const printed = printMatrix(decisions, actions, (decision, action) => {
      const verdict = decideItem(decided(decision as ItemDecision, 5), action as ItemAction, BY, now);
      return verdict.ok ? verdict.next : "-";
    });
    expect(printed).toBe(committedMatrix("campaign_item", printed));
  });

  it.each(["draft", "staged", "closing", "closed", "signed"] as const)(
    "is not decided while %s",
    (campaignState) => {
      for (const action of actions) {
        expect(decideItem({ ...decided("keep", 5), campaignState }, action, BY, now)).toMatchObject({
          ok: false,
          code: "refused",
        });
      }
    },
  );

  it("is decided by its reviewer only", () => {
    const verdict = decideItem(item, "keep", { ...BY, userId: "another" }, now);
    expect(verdict).toEqual({ ok: false, code: "forbidden", reason: "Somebody else reviews this item." });
  });

  it("is never decided by the owner of the consumer whose access it is", () => {
    const own = { ...item, consumerOwnerId: "reviewer" };
    expect(decideItem(own, "keep", BY, now)).toMatchObject({ ok: false, code: "forbidden" });
    expect(allowedOnItem(own, person("reviewer"), now).revoke).toMatch(/somebody else must review/);
  });

  it.each<[string, Partial<ItemToDecide>, ItemAction, string | null, boolean]>([
    ["a revocation needs a reason", {}, "revoke", null, false],
    ["blanks are no reason", {}, "revoke", "  ", false],
    ["a revocation with a reason", {}, "revoke", "Unused.", true],
    ["keeping what is of low risk needs none", { risk: "low" }, "keep", null, true],
    ["keeping what is of medium risk needs none", { risk: "medium" }, "keep", null, true],
    ["keeping what is of high risk needs one", { risk: "high" }, "keep", null, false],
    ["keeping high risk with a reason", { risk: "high" }, "keep", "Used daily.", true],
    ["changing what is of low risk needs none", {}, "change", null, true],
    ["changing what is of high risk needs one", { risk: "high" }, "change", null, false],
    ["keeping needs one where the review asks for it", { needsReason: "always" }, "keep", null, false],
  ])("%s", (_name, parts, action, reason, ok) => {
    expect(decideItem({ ...item, ...parts }, action, { ...BY, reason }, now).ok).toBe(ok);
  });

  it("is opened before it is answered where its risk is high", () => {
    const unopened = { ...BY, openedAt: null };
    const verdict = decideItem({ ...item, risk: "high" }, "keep", unopened, now);
    expect(verdict).toMatchObject({ ok: false, code: "refused", reason: expect.stringMatching(/Open it/) });
    expect(decideItem({ ...item, risk: "medium" }, "keep", unopened, now).ok).toBe(true);
  });

  it.each([
    [0, true],
    [10, true],
    [10.001, false],
    [-1, false],
  ])("can be undone %s s after the decision: %s", (secondsAgo, ok) => {
    expect(decideItem(decided("revoke", secondsAgo), "undo", BY, now).ok).toBe(ok);
  });

  it("is undone only by whoever decided it", () => {
    const byAnother = { ...decided("keep", 1), decidedById: "the reviewer before" };
    expect(decideItem(byAnother, "undo", BY, now)).toMatchObject({ ok: false, code: "refused" });
  });

  it("is not to be had by somebody whose roles do not let them answer at all", () => {
    expect(allowedOnItem(item, person("reviewer"), now).keep).toBe(true);
    expect(allowedOnItem(item, person("reviewer", ["auditor"]), now).keep).toMatch(/people with the role/);
  });

  it("says of every action why it is not to be had by a program", () => {
    const program = systemActor("o", "test");
    expect(Object.values(allowedOnItem(item, program, now))).toEqual(
      Array(4).fill("Only people answer in a review."),
    );
  });
});

describe("totals", () => {
  const anItem = fc.record({
    risk: fc.constantFrom(...REVIEW_RISKS),
    decision: fc.constantFrom<ItemDecision>("undecided", "keep", "revoke", "change"),
    outcome: fc.constantFrom<ItemOutcome>("applied", "failed", "not_needed"),
  });

  const either = fc.constantFrom<NoResponse>("keep", "revoke");
  const aNoResponse = fc.record({ low: either, medium: either, high: either });

  it("tie out for every closed review", () => {
    fc.assert(
      fc.property(fc.array(anItem), aNoResponse, (items, noResponse) => {
        const totals = tally(items, noResponse);
        expect(totals.kept + totals.revoked + totals.changed + totals.unanswered).toBe(totals.population);
        expect(totals.removals).toBe(items.filter((one) => isRemoval(one, noResponse)).length);
        expect(totals.removals).toBeGreaterThanOrEqual(totals.revoked);
        expect(totals.removals).toBeLessThanOrEqual(totals.revoked + totals.unanswered);
        expect(totals.applied + totals.failed + totals.notNeeded).toBe(totals.removals);
      }),
    );
  });
});
