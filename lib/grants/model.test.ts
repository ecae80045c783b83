import { describe, expect, it } from "vitest";
import type { Actor } from "#lib/kernel/actor.ts";
import { committedMatrix, printMatrix } from "#tests/print-matrix.ts";
import { answersFor, decide, type GrantAction, grantStatus, replacesAccess, TRANSITIONS } from "./model.ts";

const now = new Date("2026-11-22T12:00:00Z");
const later = new Date("2026-12-22T12:00:00Z");
const earlier = new Date("2026-11-22T11:59:59Z");

function person(userId: string, roles: ("admin" | "approver" | "member")[] = ["member"]): Actor {
  return {
    kind: "person",
    organizationId: "o",
    organizationName: "O",
    userId,
    sessionId: "s",
    email: "a@b.example",
    name: "A",
    roles,
    authenticatedAt: now,
  };
}

describe("grant", () => {
  it("moves between states exactly as the committed matrix says", () => {
    const states = Object.keys(TRANSITIONS) as (keyof typeof TRANSITIONS)[];
    const actions: GrantAction[] = ["suspend", "resume", "revoke"];
    const printed = printMatrix(states, actions, (state, action) => {
      const verdict = decide({ state: state as keyof typeof TRANSITIONS }, action as GrantAction);
      return verdict.ok ? verdict.next : "-";
    });
    expect(printed).toBe(committedMatrix("grant", printed));
  });

  it.each([
    ["active", later, "active"],
    ["active", earlier, "expired"],
    ["active", now, "expired"],
    ["suspended", later, "suspended"],
    ["suspended", earlier, "expired"],
    ["revoked", later, "revoked"],
    ["revoked", earlier, "revoked"],
  ] as const)("that is %s and ends at %s counts as %s", (state, expiresAt, status) => {
    expect(grantStatus({ state, expiresAt }, now)).toBe(status);
  });

  it("is not in force when the clock or its end cannot be read", () => {
    expect(grantStatus({ state: "active", expiresAt: later }, new Date(Number.NaN))).toBe("expired");
    expect(grantStatus({ state: "active", expiresAt: new Date(Number.NaN) }, now)).toBe("expired");
  });
});

describe("answering for a server", () => {
  const server = { ownerId: "owner", backupOwnerId: "backup" };
  it.each([
    ["its owner", person("owner"), true],
    ["its backup owner", person("backup"), true],
    ["an administrator", person("x", ["admin"]), true],
    ["another member", person("x"), false],
    ["an approver", person("x", ["approver"]), false],
    ["a job", { kind: "system", organizationId: "o", job: "j" } as const, false],
  ])("is for %s: %#", (_who, actor, answer) => {
    expect(answersFor(server, actor)).toBe(answer);
  });

  it("is for nobody but administrators when there is no owner", () => {
    expect(answersFor({ ownerId: null, backupOwnerId: null }, person("x"))).toBe(false);
  });
});

describe("new access", () => {
  const current = { state: "active", serverDigest: "a", expiresAt: later } as const;
  it("does not shorten access that is in force", () => {
    expect(replacesAccess(current, { serverDigest: "a", expiresAt: now })).toBe(false);
    expect(replacesAccess(current, { serverDigest: "a", expiresAt: new Date(later.getTime() + 1) })).toBe(
      true,
    );
  });
  it("replaces what is suspended or was for another identity of the server", () => {
    expect(replacesAccess({ ...current, state: "suspended" }, { serverDigest: "a", expiresAt: now })).toBe(
      true,
    );
    expect(replacesAccess(current, { serverDigest: "b", expiresAt: now })).toBe(true);
  });
});
