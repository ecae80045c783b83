import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { committedMatrix, printMatrix } from "#tests/print-matrix.ts";
import type { PersonActor } from "../kernel/actor.ts";
import {
  allowedWithBulk,
  BULK_TRANSITIONS,
  type BulkFacts,
  type BulkStep,
  decideBulkChange,
  decidePutBack,
  exceedsShown,
  isBraked,
} from "./model.ts";

const STATES = Object.keys(BULK_TRANSITIONS) as (keyof typeof BULK_TRANSITIONS)[]; // an object's own keys
const STEPS: readonly BulkStep[] = ["start", "cancel", "stop", "finish", "fail", "retry"];

function change(overrides: Partial<BulkFacts> = {}): BulkFacts {
  return {
    state: "running",
    action: "assign_team",
    askedById: "ada",
    totalCount: 10,
    changedCount: 4,
    unchangedCount: 3,
    refusedCount: 2,
    failedCount: 1,
    shownCount: 10,
    isGathered: true,
    ...overrides,
  };
}

function person(userId: string, roles: PersonActor["roles"]): PersonActor {
  return {
    kind: "person",
    organizationId: "o",
    organizationName: "O",
    userId,
    sessionId: "s",
    email: "x@test.example",
    name: "X",
    roles,
    authenticatedAt: new Date(0),
  };
}

test("every state and step is the matrix that was agreed", () => {
  const printed = printMatrix(STATES, STEPS, (state, step) => {
    // Both lists come from the table's own keys.
    const verdict = decideBulkChange(change({ state: state as BulkFacts["state"] }), step as BulkStep);
    return verdict.ok ? verdict.next : "-";
  });
  expect(printed).toBe(committedMatrix("bulk_change", printed));
});

describe("a bulk change", () => {
  test("does not finish while a server waits", () => {
    expect(decideBulkChange(change({ failedCount: 0 }), "finish")).toEqual({
      ok: false,
      reason: "Some servers still wait.",
    });
  });

  test("is tried again only when something failed or still waits", () => {
    const finished = change({ state: "finished", failedCount: 0, changedCount: 5 });
    expect(decideBulkChange(finished, "retry").ok).toBe(false);
    expect(decideBulkChange({ ...finished, failedCount: 1, changedCount: 4 }, "retry").ok).toBe(true);
    expect(decideBulkChange({ ...finished, state: "failed", totalCount: 20 }, "retry").ok).toBe(true);
  });

  test("is cancelled by who asked or an administrator, tried again only by who asked", () => {
    const failed = change({ state: "failed" });
    expect(allowedWithBulk(change(), person("ada", ["member"])).cancel).toBe(true);
    expect(allowedWithBulk(change(), person("bob", ["admin"])).cancel).toBe(true);
    expect(allowedWithBulk(change(), person("bob", ["member"])).cancel).toContain("Only who asked");
    expect(allowedWithBulk(failed, person("ada", ["member"])).retry).toBe(true);
    expect(allowedWithBulk(failed, person("bob", ["admin"])).retry).toContain("Only who asked");
    expect(allowedWithBulk(change(), person("ada", ["auditor"])).cancel).toContain("admin or member");
  });

  test("is put back when it has ended and changed something", () => {
    expect(decidePutBack(change()).ok).toBe(false);
    expect(decidePutBack(change({ state: "cancelled" })).ok).toBe(true);
    expect(decidePutBack(change({ state: "finished", changedCount: 0 })).ok).toBe(false);
    expect(decidePutBack(change({ state: "finished", action: "request_retirement" })).ok).toBe(false);
  });
});

describe("the mass brake", () => {
  test.each([
    [100, 100, false],
    [101, 101, true],
    [101, 505, true],
    [101, 506, false],
    [200_000, 1_000_000, true],
    [199_999, 1_000_000, false],
    [500, 0, true],
  ])("%i of %i active servers: %s", (count, active, expected) => {
    expect(isBraked(count, active)).toBe(expected);
  });

  test("never lets a larger part through that stops a smaller one", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), fc.nat(1_000_000), (count, more, active) => {
        if (isBraked(count, active)) expect(isBraked(count + more, active)).toBe(true);
      }),
    );
  });

  test("takes a few more than were shown for the same question, many more for another", () => {
    expect(exceedsShown(100, 100)).toBe(false);
    expect(exceedsShown(115, 100)).toBe(false);
    expect(exceedsShown(116, 100)).toBe(true);
    expect(exceedsShown(50, 100)).toBe(false);
  });
});
