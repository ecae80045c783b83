import { describe, expect, test } from "vitest";
import type { Json } from "../kernel/events.ts";
import { noticesOf } from "./model.ts";

const ada = "0198c0de-0000-7000-8000-000000000001";
const bob = "0198c0de-0000-7000-8000-000000000002";

function event(detail: Record<string, Json>) {
  return {
    id: "0198c0de-0000-7000-8000-0000000000ee",
    type: "server.suspended" as const,
    subject: { kind: "server", id: null, name: "Ticket desk" },
    detail,
  };
}

describe("notices", () => {
  test("tells each person named, once", () => {
    expect(noticesOf(event({ notify: [ada, bob, ada] })).map(({ userId }) => userId)).toEqual([ada, bob]);
  });

  test("cuts a long name at no half of a character", () => {
    const long = {
      ...event({ notify: [ada] }),
      subject: { kind: "x", id: null, name: `${"a".repeat(499)}😀` },
    };
    expect(noticesOf(long)[0]?.body.isWellFormed()).toBe(true);
  });

  test("tells nobody when nobody is named", () => {
    expect(noticesOf(event({}))).toEqual([]);
    expect(noticesOf(event({ notify: "everybody" }))).toEqual([]);
    expect(noticesOf(event({ notify: [1, null] }))).toEqual([]);
  });

  test("says to a consumer's former owner and to the new one who answers for it", () => {
    const changes = { owner: { before: "Ada", after: "Bob" } };
    const given = { ...event({ notify: [ada, bob], changes }), type: "consumer.changed" as const };
    expect(new Set(noticesOf(given).map(({ title, body }) => `${title}. ${body}`))).toEqual(
      new Set(["Ticket desk has another owner. Bob answers for it from now on; before, Ada did."]),
    );
  });

  test("says the event's label where it has no words of its own", () => {
    expect(noticesOf(event({ notify: [ada] }))[0]).toMatchObject({
      title: "Server suspended",
      body: "Ticket desk",
    });
  });

  test.each<[Json, string | null]>([
    ["/servers/ticket-desk?tab=history", "/servers/ticket-desk?tab=history"],
    ["/", "/"],
    ["//evil.example", null],
    ["/\\evil.example", null],
    ["/a\tb", null],
    ["https://evil.example", null],
    ["javascript:alert(1)", null],
    [`/${"a".repeat(600)}`, null],
    [7, null],
  ])("leads to a page of our own only: %s", (href, expected) => {
    expect(noticesOf(event({ notify: [ada], href }))[0]?.href).toBe(expected);
  });

  test("leads to the server when no other page is named", () => {
    expect(noticesOf(event({ notify: [ada], serverSlug: "ticket-desk" }))[0]?.href).toBe(
      "/servers/ticket-desk",
    );
    expect(noticesOf(event({ notify: [ada], serverSlug: "../x" }))[0]?.href).toBeNull();
  });
});
