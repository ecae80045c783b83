/** The hour a digest goes out for whoever chose none. */
export const DIGEST_HOUR = 8;

/**
 * The day (`2026-11-30`) whose digest is due at `at` for somebody whose digest goes out at `hour` (0 to 23) in this
 * time zone, or null before that hour. Where clocks skip the hour it is due as soon as they have.
 */
export function digestDay(at: Date, timeZone: string, hour: number): string | null {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return Number(part("hour")) < hour ? null : `${part("year")}-${part("month")}-${part("day")}`;
}
