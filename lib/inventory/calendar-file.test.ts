import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeText, foldLine, writeCalendar } from "./calendar-file.ts";

const NOW = new Date("2026-11-27T12:00:00Z");
const ENTRY = {
  id: "0198c0de-0000-7000-8000-000000000001",
  name: "Key; of the café",
  server: "CRM, old\nEND:VEVENT",
  url: "https://steward.test/credentials/1",
  expiresAt: new Date("2026-12-31T23:59:59Z"),
};

describe("a calendar file", () => {
  it("has no line longer than 75 octets, and unfolds to what went in", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        const line = text.replace(/[\r\n]/g, "");
        const folded = foldLine(line);
        expect(folded.split("\r\n").every((part) => Buffer.byteLength(part) <= 75)).toBe(true);
        expect(folded.replaceAll("\r\n ", "")).toBe(line);
      }),
    );
  });

  it("keeps a name from writing lines of its own", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (name) => {
        const lines = writeCalendar([{ ...ENTRY, name }], NOW)
          .replaceAll("\r\n ", "")
          .split("\r\n");
        expect(lines.filter((line) => line === "BEGIN:VEVENT")).toHaveLength(1);
        expect(lines).toHaveLength(22);
        expect(escapeText(name)).not.toMatch(/[\r\n]/);
      }),
    );
  });

  it("takes the day of UTC, and ends the next day", () => {
    const text = writeCalendar([ENTRY], NOW);
    expect(text).toContain("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n");
    expect(text).toContain("DTSTAMP:20261127T120000Z");
    expect(text).toContain("SUMMARY:Key\\; of the café ends (CRM\\, old\\nEND:VEVENT)");
  });
});
