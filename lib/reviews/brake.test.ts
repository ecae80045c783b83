import { describe, expect, it } from "vitest";
import { type Actor, systemActor } from "#lib/kernel/actor.ts";
import { brakeProblem, closeEffect, moreThanSeen } from "./brake.ts";

describe("a second person is asked", () => {
  it.each([
    [5, 5, 20, false],
    [6, 6, 20, true],
    [6, 30, 20, false],
    [7, 30, 20, true],
    [6, 100, 5, true],
    [200, 1_000, 20, false],
    [201, 1_000, 20, true],
    [1_000, 1_000, 100, false],
    [0, 0, 20, false],
  ])("for %s removals of %s in force at %s per cent: %s", (removals, inForce, percent, asked) => {
    expect(closeEffect({ removals, inForce }, percent).needsSecond).toBe(asked);
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
    expect(moreThanSeen(closeEffect({ removals, inForce: 100 }, 20), seen) === null).toBe(goes);
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
  const asked = { askedById: "ada" };
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

  it("by nobody where nobody asked, and never by Steward", () => {
    expect(brakeProblem(null, "confirm", person("ben"))).toContain("Nobody has asked");
    expect(brakeProblem(asked, "confirm", systemActor("o", "closing"))).toContain("Only a person");
  });
});
