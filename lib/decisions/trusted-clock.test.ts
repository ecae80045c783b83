import { afterEach, expect, it } from "vitest";
import { elapsedMs, setClock } from "#lib/kernel/clock.ts";
import { TrustedClock } from "./trusted-clock.ts";

const START = Date.parse("2026-11-30T12:00:00Z");
let restore = () => {};
afterEach(() => restore());

/** A clock that heard the database say `START`, on a machine whose own clock is this many milliseconds off. */
function clockOff(milliseconds: number): number {
  restore = setClock(() => new Date(START + milliseconds));
  const clock = new TrustedClock();
  clock.note(START, elapsedMs());
  return clock.read() - START;
}

it("goes by the machine before the database was ever heard of", () => {
  restore = setClock(() => new Date(START));
  expect(new TrustedClock().read()).toBe(START);
});

it("is never earlier than the database said, and what has passed since", () => {
  expect(clockOff(-30_000)).toBeGreaterThanOrEqual(0);
  expect(clockOff(-30_000)).toBeLessThan(1_000);
});

it("goes by the machine where that is later, so that nothing lasts longer for it", () => {
  expect(clockOff(3_600_000)).toBe(3_600_000);
});

it("makes no sense, and so allows nothing, when the machine's clock was set back by more than a minute", () => {
  expect(clockOff(-61_000)).toBeNaN();
});
