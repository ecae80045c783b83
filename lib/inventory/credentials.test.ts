import { describe, expect, it } from "vitest";
import { committedMatrix, printMatrix } from "#tests/print-matrix.ts";
import { credentialStatus, decideCredentialAction } from "./credentials.ts";
import { daysOfMonth, endRange, monthFrom } from "./expiry-window.ts";
import { CREDENTIAL_STATES } from "./model.ts";

const NOW = new Date("2026-11-27T12:00:00Z");

describe("a credential", () => {
  it("follows its state machine", () => {
    const printed = printMatrix(CREDENTIAL_STATES, ["rotate", "revoke"], (state, action) => {
      // The names are the table's own.
      const verdict = decideCredentialAction(
        { state: state as (typeof CREDENTIAL_STATES)[number] },
        action as "rotate" | "revoke",
      );
      return verdict.ok ? "yes" : "no";
    });
    expect(printed).toBe(committedMatrix("credential", printed));
  });

  it.each([
    ["without an end", null, "active"],
    ["a month and a moment before its end", "2026-12-27T12:00:00.001Z", "active"],
    ["30 days before its end", "2026-12-27T12:00:00Z", "expiring"],
    ["a moment before its end", "2026-11-27T12:00:00.001Z", "expiring"],
    ["at its end", "2026-11-27T12:00:00Z", "expired"],
  ])("is, %s, what its end says", (_case, expiresAt, status) => {
    const end = expiresAt === null ? null : new Date(expiresAt);
    expect(credentialStatus({ state: "active", expiresAt: end }, NOW)).toBe(status);
    expect(credentialStatus({ state: "revoked", expiresAt: end }, NOW)).toBe("revoked");
  });
});

describe("windows of the end", () => {
  it("take a day as a day of UTC, across months and years", () => {
    const range = endRange({ day: "2026-12-31" }, NOW);
    expect(range).toEqual({
      from: new Date("2026-12-31T00:00:00Z"),
      until: new Date("2027-01-01T00:00:00Z"),
    });
  });

  it("leave what has ended out of the next days, and those without an end out of all but their own", () => {
    expect(endRange({ window: "7d" }, NOW)).toEqual({ from: NOW, until: new Date("2026-12-04T12:00:00Z") });
    expect(endRange({ window: "expired" }, NOW).until).toEqual(NOW);
    expect(endRange({ window: "none" }, NOW)).toEqual({ from: "infinity", until: null });
    expect(endRange({ window: "later" }, NOW).until).not.toBeNull();
  });

  it("know how long months are", () => {
    expect(daysOfMonth("2028-02")).toHaveLength(29);
    expect(daysOfMonth("2026-02").at(-1)).toBe("2026-02-28");
    expect(monthFrom("2026-12", 1)).toBe("2027-01");
    expect(monthFrom("2026-01", -1)).toBe("2025-12");
  });
});
