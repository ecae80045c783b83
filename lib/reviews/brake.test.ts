import { describe, expect, it } from "vitest";
import { type Actor, systemActor } from "#lib/kernel/actor.ts";
import { brakeProblem, closeEffect, mayAskAgain, moreThanAsked, moreThanSeen } from "./brake.ts";
import { askedDefinition, campaignDefinition } from "./campaign-definition.ts";

const NONE = { removals: 0, shortened: 0, inForce: 0, serversOff: 0, servers: 0, secondLooks: 0 };

describe("a second person is asked", () => {
  it.each([
    [5, 5, 20, false],
    [6, 6, 20, true],
    [6, 30, 20, false],
    [7, 30, 20, true],
    [6, 100, 5, true],
    [200, 1_000, 20, false],
    [201, 1_000, 20, true],
    [500, 1_000, 50, false],
    [501, 1_000, 50, true],
    [501, 1_000, 100, true],
    [1_000, 1_000, 100, true],
    [0, 0, 20, false],
  ])("for %s removals of %s in force at %s per cent: %s", (removals, inForce, percent, asked) => {
    expect(closeEffect({ ...NONE, removals, inForce }, percent).needsSecond).toBe(asked);
  });

  it.each([
    [0, 0, false],
    [1, 1, false],
    [1, 3, false],
    [2, 3, true],
    [2, 10, false],
    [3, 10, true],
    [200, 1_000, false],
    [201, 1_000, true],
  ])("for %s of %s servers, whatever the share of things: %s", (serversOff, servers, asked) => {
    const counts = { ...NONE, removals: serversOff, inForce: 10_000, serversOff, servers };
    expect(closeEffect(counts, 20).needsSecond).toBe(asked);
  });

  it("for any second look that nobody gave", () => {
    expect(closeEffect({ ...NONE, inForce: 100, secondLooks: 1 }, 50).needsSecond).toBe(true);
  });
});

describe("the share that one person may end", () => {
  const definition = {
    format: 1,
    name: "Quarterly review",
    scope: {},
    subjects: ["tool"],
    stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
    fallback: { kind: "role", role: "admin" },
    noResponse: { low: "keep", medium: "keep", high: "keep" },
  };
  it.each([
    [0, false],
    [1, true],
    [50, true],
    [51, false],
    [100, false],
  ])("is asked for as %s per cent: %s", (brakePercent, isFine) => {
    const asked = askedDefinition.safeParse({ ...definition, brakePercent });
    expect(asked.success).toBe(isFine);
  });

  it("is at most half in what was kept with more", () => {
    expect(campaignDefinition.parse({ ...definition, brakePercent: 100 }).brakePercent).toBe(50);
    expect(campaignDefinition.parse({ ...definition, brakePercent: 5 }).brakePercent).toBe(5);
    expect(campaignDefinition.parse(definition).brakePercent).toBe(20);
    expect(askedDefinition.parse(definition).brakePercent).toBe(20);
  });
});

describe("what was seen", () => {
  it.each([
    [7, 7, true],
    [7, 8, true],
    [7, 6, false],
    [7, undefined, true],
    [0, 0, true],
  ])("%s removals after %s were seen: goes ahead %s", (removals, seen, goes) => {
    const effect = closeEffect({ ...NONE, removals, inForce: 100 }, 20);
    expect(moreThanSeen(effect, seen) === null).toBe(goes);
    if (seen === undefined) return;
    const asked = { removals: seen, serversOff: null, secondLooks: null };
    expect(moreThanAsked(effect, asked) === null).toBe(goes);
  });

  it.each([
    [{ serversOff: 2 }, { serversOff: 1 }, /more servers/],
    [{ serversOff: 1 }, { serversOff: null }, /more servers/],
    [{ secondLooks: 3 }, { secondLooks: 2 }, /more second looks/],
    [{ secondLooks: 2, serversOff: 1 }, { secondLooks: 2, serversOff: 1 }, null],
  ])("%j after %j was asked: %s", (now, asked, problem) => {
    const found = moreThanAsked(closeEffect({ ...NONE, ...now }, 20), {
      removals: 0,
      serversOff: 0,
      secondLooks: 0,
      ...asked,
    });
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatch(problem);
  });
});

describe("a review that was declined asks again by itself", () => {
  const day = (number: number) => new Date(Date.UTC(2026, 0, number));
  const asked = {
    removals: 8,
    inForce: 10,
    serversOff: 0,
    secondLooks: 0,
    askedAt: day(1),
    answeredAt: day(2),
  };
  const same = closeEffect({ ...NONE, removals: 8, inForce: 10 }, 20);
  it.each([
    ["the same list", same, null, day(30), false],
    ["an answer of before", same, day(1), day(30), false],
    ["an answer since", same, new Date(day(1).getTime() + 1), day(30), true],
    ["an answer since, within the day", same, new Date(day(1).getTime() + 1), day(2), false],
    ["fewer removals", { ...same, removals: 7 }, null, day(3), true],
    ["a second look", { ...same, secondLooks: 1 }, null, day(3), true],
  ])("about %s: %s", (_what, effect, lastAnswerAt, now, may) => {
    expect(mayAskAgain(effect, asked, lastAnswerAt, now)).toBe(may);
  });
});

describe("a brake is answered", () => {
  const person = (userId: string): Actor => ({
    kind: "person",
    organizationId: "o",
    organizationName: "",
    userId,
    sessionId: "s",
    email: "",
    name: "",
    roles: ["admin"],
    authenticatedAt: new Date(0),
  });
  const asked = { askedById: "ada", authorIds: ["ben"] };
  it.each([
    ["confirm", "ada", false],
    ["confirm", "ben", true],
    ["decline", "ada", false],
    ["decline", "ben", true],
    ["withdraw", "ada", true],
    ["withdraw", "ben", false],
  ] as const)("%s by %s, asked by ada: %s", (action, who, may) => {
    expect(brakeProblem(asked, action, person(who)) === null).toBe(may);
  });

  it.each([
    ["confirm", "ada", ["ada"], /You wrote this review/],
    ["confirm", "ben", ["ada"], null],
    ["confirm", "ben", null, /schedule that opened it is gone/],
    ["decline", "ada", ["ada"], null],
    ["decline", "ben", null, null],
    ["withdraw", "ada", ["ada"], /Only whoever asked/],
  ] as const)(
    "%s by %s, asked by the review itself, written by %j: %s",
    (action, who, authorIds, problem) => {
      const found = brakeProblem({ askedById: null, authorIds }, action, person(who));
      if (problem === null) expect(found).toBeNull();
      else expect(found).toMatch(problem);
    },
  );

  it("by nobody where nobody asked, and never by Steward", () => {
    expect(brakeProblem(null, "confirm", person("ben"))).toContain("Nobody has asked");
    expect(brakeProblem(asked, "confirm", systemActor("o", "closing"))).toContain("Only a person");
  });
});
