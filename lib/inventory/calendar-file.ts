/** A credential's end as an entry of a calendar. */
export interface CalendarEntry {
  id: string;
  name: string;
  server: string;
  /** The page that says more. */
  url: string;
  expiresAt: Date;
}

/** Octets a line may have, without its end (RFC 5545, section 3.1). */
const LINE_OCTETS_MAX = 75;

/**
 * Ends of credentials as an iCalendar file (RFC 5545): an all-day event on the day of UTC, with a reminder a week
 * before. It carries names and dates, no value and no fingerprint. `note` is what a reader must know of the whole.
 */
export function writeCalendar(entries: readonly CalendarEntry[], now: Date, note = ""): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Steward//Credentials//EN",
    "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${escapeText(note === "" ? "Credentials that end" : `Credentials that end. ${note}`)}`,
    ...(note === "" ? [] : [`X-WR-CALDESC:${escapeText(note)}`]),
    ...entries.flatMap((entry) => eventLines(entry, now)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join("");
}

function eventLines({ id, name, server, url, expiresAt }: CalendarEntry, now: Date): string[] {
  const nextDay = new Date(expiresAt.getTime() + 86_400_000);
  return [
    "BEGIN:VEVENT",
    `UID:credential-${id}@steward`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART;VALUE=DATE:${dateOf(expiresAt)}`,
    `DTEND;VALUE=DATE:${dateOf(nextDay)}`,
    `SUMMARY:${escapeText(`${name} ends (${server})`)}`,
    `DESCRIPTION:${escapeText(`Rotate ${name} of ${server} and record it in Steward: ${url}`)}`,
    `URL:${url}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escapeText(`${name} of ${server} ends in a week`)}`,
    "TRIGGER:-P7D",
    "END:VALARM",
    "END:VEVENT",
  ];
}

/** Longer lines go on in the next, after a space; never within a character. */
export function foldLine(line: string): string {
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS_MAX) {
      parts.push(part);
      part = "";
      octets = 1; // the space that begins the next line counts
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join("\r\n ");
}

/** RFC 5545, section 3.3.11; control characters have no place in a text. */
export function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/\p{Cc}/gu, "");
}

function dateOf(at: Date): string {
  return at.toISOString().slice(0, 10).replaceAll("-", "");
}

function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}
