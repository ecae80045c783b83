import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Standing, tooFewDays, whyNotCarriedOn } from "./carrying-on.ts";
import { endOfCarriedOn } from "./kinds.ts";

const now = new Date("2026-11-30T12:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const grant: Standing = {
  name: "refund_payment on Ticket desk",
  state: "active",
  expiresAt: inDays(10),
  isChanged: false,
  isIdle: false,
  isBrokenGlass: false,
};

describe("what can be carried on", () => {
  it.each<[string, Partial<Standing>, RegExp | null]>([
    ["in force", {}, null],
    ["revoked", { state: "revoked" }, /was ended\. Ask for it anew/],
    ["past its end", { expiresAt: now }, /ended on 30 November 2026/],
    ["with an unreadable end", { expiresAt: new Date(Number.NaN) }, /./],
    ["suspended", { state: "suspended" }, /is suspended/],
    ["changed, and about to be suspended", { isChanged: true }, /is suspended/],
    ["had by breaking glass", { isBrokenGlass: true }, /never extended/],
    ["of an inactive consumer", { isIdle: true }, /inactive/],
  ])("%s", (_what, change, expected) => {
    const read = () => whyNotCarriedOn({ ...grant, ...change }, now);
    if (expected === null) expect(read()).toBeNull();
    else if (change.expiresAt !== undefined && Number.isNaN(change.expiresAt.getTime()))
      expect(read).toThrow();
    else expect(read()).toMatch(expected);
  });

  it("lasts longer than it did, or is not worth asking", () => {
    expect(tooFewDays(grant, 11, now)).toBeNull();
    expect(tooFewDays(grant, 10, now)).toMatch(/lasts until 10 December 2026 already/);
  });
});

describe("the end of what is carried on", () => {
  const moments = fc.date({ min: inDays(-400), max: inDays(400), noInvalidDate: true });
  it("into production is never later than it was, nor than what was approved", () => {
    fc.assert(
      fc.property(moments, moments, (current, approvedUntil) => {
        const end = endOfCarriedOn("move_to_production", current, approvedUntil);
        expect(end?.getTime()).toBe(Math.min(current.getTime(), approvedUntil.getTime()));
      }),
    );
  });
  it("of an extension is what was approved, or nothing is touched", () => {
    fc.assert(
      fc.property(moments, moments, (current, approvedUntil) => {
        const end = endOfCarriedOn("extend_grants", current, approvedUntil);
        expect(end).toEqual(approvedUntil > current ? approvedUntil : null);
      }),
    );
  });
});
