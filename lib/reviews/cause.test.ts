import { describe, expect, it } from "vitest";
import { type EventCause, eventWords } from "./cause.ts";
import { definitionOf, TRIGGER_KINDS, TRIGGERS, type TriggerKind } from "./trigger.ts";

const serverId = "00000000-0000-4000-8000-000000000001";
const server = "A server with a name of the full length ".padEnd(120, "x");

const causeOf = (kind: TriggerKind, names: string[]): Omit<EventCause, "startsItself"> => ({
  kind,
  servers: 1,
  happened: [{ serverId, slug: "desk", server, at: "2027-01-01T00:00:00.000Z", names }],
  idleDays: kind === "idle" ? 730 : null,
});

const purposeOf = (kind: TriggerKind, words: string) =>
  definitionOf(kind, TRIGGERS[kind].terms, [{ id: serverId, name: server }], words).purpose;

describe.each(TRIGGER_KINDS)("a review because of %s", (kind) => {
  it("opens whatever the things are called", () => {
    for (const name of ["n".repeat(256), "\u{1f511}".repeat(128), `a${"\u{1f511}".repeat(127)}b`]) {
      const words = eventWords(causeOf(kind, [name, `${name}2`, `${name}3`]));
      expect(words).not.toContain(name);
      expect(words.isWellFormed()).toBe(true);
      expect(purposeOf(kind, words)).toBe(words);
    }
  });

  it("opens however much there is to say", () => {
    expect(purposeOf(kind, "w".repeat(2_000))).toHaveLength(500);
  });
});

it("says a name on one line, with nothing that hides or reorders, and none where nothing is left of it", () => {
  expect(eventWords(causeOf("tool_changed", ["pay\u202e\nback"]))).toMatch(
    /^The definition of pay back on A server/,
  );
  expect(eventWords(causeOf("tool_changed", ["\u200b"]))).toMatch(/^The definition of a granted tool on/);
  expect(eventWords(causeOf("break_glass_used", ["\u200b"]))).toBe(`Glass was broken on ${server}.`);
});
