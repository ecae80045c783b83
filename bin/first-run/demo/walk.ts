import { setClock } from "#lib/kernel/clock.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** People start here at eight, UTC. */
const MORNING_MS = 8 * 60 * MINUTE_MS;

/** The clock of the demonstration: goes from the past to now, never back. */
export interface Walk {
  /** When the walk began: the real time, which the demonstration ends at. */
  readonly today: Date;
  /** Goes to a moment so many days before today; whole days are working days, from eight in the morning on. */
  goTo(daysAgo: number): void;
  /** A little later: what one person does after the other. */
  pause(minutes: number): void;
  /** `days` from today, negative for the past. */
  day(days: number): Date;
  now(): Date;
  /** Gives the kernel its own clock back. */
  end(): void;
}

/** Takes over the kernel's clock, `daysAgo` days before `today`. */
export function startWalk(today: Date, daysAgo: number): Walk {
  let at = momentOf(today, daysAgo);
  const restore = setClock(() => new Date(at));
  const moveTo = (moment: number) => {
    // A weekend moved to its Friday may lie behind what was done that day already.
    at = Math.min(Math.max(moment, at + 1_000), Math.max(today.getTime(), at));
  };
  return {
    today,
    goTo: (days) => moveTo(momentOf(today, days)),
    pause: (minutes) => moveTo(at + minutes * MINUTE_MS),
    day: (days) => new Date(today.getTime() + days * DAY_MS),
    now: () => new Date(at),
    end: restore,
  };
}

/** The last day is told by the hour; before it, people work from Monday to Friday. */
function momentOf(today: Date, daysAgo: number): number {
  const plain = today.getTime() - daysAgo * DAY_MS;
  if (daysAgo < 1) return plain;
  const midnight = Math.floor((today.getTime() - Math.ceil(daysAgo) * DAY_MS) / DAY_MS) * DAY_MS;
  const weekday = new Date(midnight).getUTCDay();
  const back = weekday === 6 ? 1 : weekday === 0 ? 2 : 0;
  const intoDay = (Math.ceil(daysAgo) - daysAgo) * 10 * 60 * MINUTE_MS;
  return midnight - back * DAY_MS + MORNING_MS + intoDay;
}
