import { describe, expect, test } from "vitest";
import { changes, EVENTS, someEvents } from "./events.ts";

describe("event names", () => {
  test("are noun.verb in the past tense, and each says what it means", () => {
    for (const [name, { label }] of Object.entries(EVENTS)) {
      expect(name).toMatch(/^[a-z_]+\.[a-z_]+$/);
      expect(label.length).toBeGreaterThan(3);
    }
  });
});

test("changes lists only what differs, with before and after", () => {
  expect(changes({ a: 1, b: [1], c: null }, { a: 1, b: [1, 2], c: "x", d: true })).toEqual({
    b: { before: [1], after: [1, 2] },
    c: { before: null, after: "x" },
    d: { before: null, after: true },
  });
});

test("someEvents tells none from some", () => {
  expect(someEvents([])).toBeNull();
  const event = {
    type: "server.changed" as const,
    subject: { kind: "server", id: null, name: "x" },
    detail: {},
  };
  expect(someEvents([event])).toEqual([event]);
});
