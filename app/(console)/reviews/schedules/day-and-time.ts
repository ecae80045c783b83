/** "Friday, 1 January 2027, 09:00", as a clock on the wall of that time zone shows it. `at` is ISO 8601. */
export function dayAndTime(at: string | Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  })
    .format(new Date(at))
    .replace(" at ", ", ");
}
