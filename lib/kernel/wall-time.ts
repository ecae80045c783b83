const DAY_MS = 86_400_000;

/** One for each time zone: making them is what takes time. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * What a clock on the wall shows in a time zone, written down as if it were UTC: days of it all have 24 hours, so it can
 * be calculated with. In milliseconds.
 */
export function wallTime(at: Date, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((one) => one.type === type)?.value ?? Number.NaN);
  const seconds = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return seconds + at.getUTCMilliseconds();
}

/**
 * When a clock on the wall shows that. A time that the clock leaves out is as much later as the clock goes forward; of
 * one that comes twice it is the first.
 */
export function atWallTime(wall: number, timeZone: string): Date {
  const offsetAt = (at: number) => wallTime(new Date(at), timeZone) - at;
  // No clock changes twice within two days.
  const before = wall - offsetAt(wall - DAY_MS);
  const after = wall - offsetAt(wall + DAY_MS);
  const fits = [before, after].filter((at) => wallTime(new Date(at), timeZone) === wall);
  return new Date(fits.length === 0 ? before : Math.min(...fits));
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timeZone, made);
  return made;
}
