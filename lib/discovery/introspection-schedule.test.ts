import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DueServer,
  HOST_AT_ONCE,
  INTROSPECTION_INTERVALS,
  nextAfterAnswer,
  nextAfterFailure,
  planDue,
} from "./introspection-schedule.ts";

const now = new Date("2026-11-27T12:00:00Z");
const hours = (date: Date | null) => (date === null ? null : (date.getTime() - now.getTime()) / 3_600_000);
const due = (serverId: string, more: Partial<DueServer> = {}): DueServer => ({
  serverId,
  state: "active",
  command: null,
  url: `https://${serverId}.example/mcp`,
  isCommandAllowed: false,
  isUnderway: false,
  ...more,
});

describe("when to look again", () => {
  it.each([
    ["off", null],
    ["daily", 24],
    ["weekly", 168],
    ["monthly", 720],
  ] as const)("%s after an answer", (interval, expected) => {
    expect(hours(nextAfterAnswer(interval, now, 0.5))).toBe(expected);
  });

  it("backs off after failures: one hour, four, sixteen, and monthly at last", () => {
    const after = [1, 2, 3, 4, 9, 50].map((count) => hours(nextAfterFailure("daily", count, now, 0.5)));
    expect(after).toEqual([1, 4, 16, 64, 720, 720]);
    expect(nextAfterFailure("off", 1, now, 0.5)).toBeNull();
  });

  it("keeps within a twentieth of the interval, whatever the spread", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...INTROSPECTION_INTERVALS),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (interval, spread) => {
          const middle = hours(nextAfterAnswer(interval, now, 0.5));
          const found = hours(nextAfterAnswer(interval, now, spread));
          if (middle === null || found === null) return found === middle;
          return Math.abs(found - middle) <= middle * 0.05 + 0.001;
        },
      ),
    );
  });
});

describe("what becomes of servers whose time has come", () => {
  it.each([
    ["retired", due("a", { state: "retired" }), { what: "wait", nextAt: null, heldReason: "It is retired." }],
    ["revoked", due("a", { state: "revoked" }), { what: "wait", nextAt: null, heldReason: "It is revoked." }],
    [
      "suspended",
      due("a", { state: "suspended" }),
      { what: "wait", heldReason: expect.stringContaining("suspended") },
    ],
    [
      "a command nobody allowed",
      due("a", { command: "npx", url: null }),
      { what: "wait", heldReason: expect.stringContaining("allowed") },
    ],
    ["an allowed command", due("a", { command: "npx", url: null, isCommandAllowed: true }), { what: "ask" }],
    ["being asked already", due("a", { isUnderway: true }), { what: "wait", heldReason: null }],
    ["an address", due("a"), { what: "ask" }],
  ])("%s", (_, server, expected) => {
    expect(planDue([server], new Map(), now)).toMatchObject([expected]);
  });

  it("never asks one host more often at once than it may be asked", () => {
    const host = fc.constantFrom("one", "two", "three");
    const servers = fc.array(
      fc.record({ host, isCommand: fc.boolean(), isAllowed: fc.boolean(), isUnderway: fc.boolean() }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(servers, fc.integer({ min: 0, max: 4 }), (list, already) => {
        const rows = list.map((one, index) =>
          due(String(index), {
            url: one.isCommand ? null : `https://${one.host}.example/mcp/${index}`,
            command: one.isCommand ? "npx" : null,
            isCommandAllowed: one.isAllowed,
            isUnderway: one.isUnderway,
          }),
        );
        const plan = planDue(rows, new Map([["one.example", already]]), now);
        expect(plan.map((one) => one.serverId)).toEqual(rows.map((row) => row.serverId));
        for (const name of ["one", "two", "three"]) {
          const asked = plan.filter(
            (one, index) => one.what === "ask" && rows[index]?.url?.includes(`//${name}.`),
          ).length;
          expect(asked).toBeLessThanOrEqual(
            name === "one" ? Math.max(0, HOST_AT_ONCE - already) : HOST_AT_ONCE,
          );
        }
        // Whoever waits has a time to be looked at again: nobody is forgotten.
        for (const one of plan)
          if (one.what === "wait") expect(one.nextAt?.getTime()).toBeGreaterThan(now.getTime());
      }),
    );
  });
});
