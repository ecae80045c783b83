import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestDay } from "./digest-day.ts";
import { emailMessage } from "./email-message.ts";
import { ATTEMPTS_MAX, outcomeOfError, settle } from "./email-outcome.ts";
import { choicesOf, groupOf } from "./event-group.ts";
import { settleAttempts } from "./settle-attempts.ts";

const NOW = new Date("2026-12-01T12:00:00Z");

describe("groups", () => {
  it.each([
    ["request.submitted", "asked"],
    ["request.reminded", "asked"],
    ["request.approved", "requests"],
    ["ownership.offered", "asked"],
    ["ownership.accepted", "ownership"],
    ["server.retired", "ownership"],
    ["credential.expiry_near", "risks"],
    ["policy.proposed", "asked"],
    ["policy.activated", "policy"],
    ["bulk_change.finished", "other"],
    ["an event nobody thought of", "other"],
  ])("%s is %s", (kind, group) => {
    expect(groupOf(kind)).toBe(group);
  });

  it("takes what it does not understand as not chosen", () => {
    for (const kept of [null, undefined, [], "x", { asked: "sometimes", nonsense: "off" }]) {
      expect(choicesOf(kept)).toEqual(choicesOf({}));
    }
    expect(choicesOf({ asked: "off" })).toEqual({ ...choicesOf({}), asked: "off" });
  });
});

describe("digest day", () => {
  it.each([
    ["2026-12-01T06:59:00Z", "Europe/Berlin", 8, null],
    ["2026-12-01T07:00:00Z", "Europe/Berlin", 8, "2026-12-01"],
    ["2026-12-01T22:59:00Z", "Europe/Berlin", 8, "2026-12-01"],
    ["2026-12-01T23:00:00Z", "Europe/Berlin", 8, null],
    ["2026-12-01T23:00:00Z", "Europe/Berlin", 0, "2026-12-02"],
    // The hour that the spring skips is due as soon as it has been skipped.
    ["2027-03-28T00:59:00Z", "Europe/Berlin", 2, null],
    ["2027-03-28T01:00:00Z", "Europe/Berlin", 2, "2027-03-28"],
    // The hour that the autumn repeats is the same day both times.
    ["2026-10-25T00:30:00Z", "Europe/Berlin", 2, "2026-10-25"],
    ["2026-10-25T01:30:00Z", "Europe/Berlin", 2, "2026-10-25"],
    ["2026-12-01T11:00:00Z", "Pacific/Kiritimati", 1, "2026-12-02"],
  ])("at %s in %s from hour %i it is %s", (at, zone, hour, day) => {
    expect(digestDay(new Date(at), zone, hour)).toBe(day);
  });
});

describe("outcomes", () => {
  it("ends: an e-mail that is never taken is given up", () => {
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const settled = settle({ kind: "postponed", words: "w", isServer: true }, attempt, NOW);
      expect(settled.state).toBe(attempt < ATTEMPTS_MAX ? "waiting" : "failed");
      if (settled.state === "waiting") expect(settled.dueAt > NOW).toBe(true);
    }
  });

  it("never repeats what a mail server says", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6 }), fc.integer({ min: 100, max: 999 }), (said, responseCode) => {
        for (const code of ["EAUTH", "ETLS", "EENVELOPE", "EMESSAGE", "ESOCKET", said]) {
          const error = Object.assign(new Error(said), { code, responseCode, response: said });
          expect(JSON.stringify(outcomeOfError(error))).toBe(
            JSON.stringify(outcomeOfError({ code, responseCode })),
          );
        }
      }),
    );
  });

  it("gives a webhook's delivery up after ten attempts, and counts none that was not made", () => {
    const failed = { kind: "failed", status: 500, words: "w" } as const;
    const { settled, health } = settleAttempts(
      { failingSince: null, failureCount: 0 },
      [
        { deliveryId: "a", attempt: 10, came: failed },
        { deliveryId: "b", attempt: 1, came: { kind: "released" } },
      ],
      NOW,
    );
    expect(settled.map(({ state, isCounted }) => [state, isCounted])).toEqual([
      ["failed", true],
      ["waiting", false],
    ]);
    expect(health).toMatchObject({ failureCount: 1, failingSince: NOW });
  });
});

describe("messages", () => {
  it("have a subject of one line and no markup of names, whatever a name is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (name) => {
        const hostile = `<b>${name}\r\nBcc: x@y.example</b>`;
        const content = { key: "k", kind: "notice", moreCount: 0 } as const;
        const notices = [{ title: hostile, body: hostile, href: "/a" }];
        const message = emailMessage({ ...content, notices }, "https://steward.example.com/");
        expect(message.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(message.subject.length).toBeLessThan(200);
        expect(message.html).not.toContain("<b>");
        expect(message.text).toContain("https://steward.example.com/a");
      }),
      { numRuns: 30 },
    );
  });
});
