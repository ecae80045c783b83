const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const WRITTEN = /^\d{4}-\d{2}-\d{2}$/;

/** A day as people say it: `2027-03-03` becomes "3 March 2027". What is no such day stays as it is. */
export function dayInWords(day: string): string {
  const at = WRITTEN.test(day) ? Date.parse(day) : Number.NaN;
  return Number.isNaN(at) ? day : DAY.format(at);
}
