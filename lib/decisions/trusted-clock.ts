import { elapsedMs, now } from "#lib/kernel/clock.ts";

/** Milliseconds by which this machine's clock may be behind the database's before nothing is decided by it. */
const BEHIND_MAX_MS = 60_000;

/**
 * The time that grants end by: this machine's clock or what has passed since the database last told its own, whichever
 * is later. A clock that was set back gives no grant a second life.
 */
export class TrustedClock {
  /** The database's time when this process had run for no time at all. */
  #origin = Number.NaN;

  /** The database's clock said `at` some time after `startedAt`. */
  note(at: number, startedAt: number): void {
    this.#origin = at - startedAt;
  }

  /** Milliseconds since 1970; not a number when the clocks disagree. */
  read(): number {
    const wall = now().getTime();
    if (Number.isNaN(this.#origin)) return wall;
    const steady = this.#origin + elapsedMs();
    return wall < steady - BEHIND_MAX_MS ? Number.NaN : Math.max(wall, steady);
  }
}
