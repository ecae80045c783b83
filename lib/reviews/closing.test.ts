import { describe, expect, it } from "vitest";
import { ATTEMPTS_MAX, type Decision, nextAttemptAt, type Thing, verify } from "./closing.ts";

const at = new Date("2026-12-01T00:00:00Z");

it("tries again later and later, and then no more by itself", () => {
  const minutes = Array.from({ length: ATTEMPTS_MAX }, (_, index) => {
    const next = nextAttemptAt(index + 1, at);
    return next === null ? null : (next.getTime() - at.getTime()) / 60_000;
  });
  expect(minutes).toEqual([1, 5, 15, 60, null]);
});

describe("an item counts as done", () => {
  const over: Thing = {
    id: "x",
    isOver: true,
    isExpired: false,
    isSuccessor: false,
    isToolEnabled: false,
    expiresAt: null,
  };
  const no = (code: string): Decision => ({ isAllowed: false, code, words: "No." });
  const removal = (subjectKind: "tool" | "access" | "scope" | "credential" | "server") =>
    ({ subjectKind, decision: "revoke", risk: "low", endsAt: null, askedUntil: null }) as const;

  it.each([
    ["a tool whose call is denied for itself", removal("tool"), over, no("tool_disabled"), true],
    ["a tool denied only since nobody asked", removal("tool"), over, no("unknown_consumer"), false],
    ["a tool denied only for the access", removal("tool"), over, no("access_revoked"), false],
    ["a tool that may still be called", removal("tool"), over, { ...no("granted"), isAllowed: true }, false],
    [
      "a tool that is enabled again",
      removal("tool"),
      { ...over, isToolEnabled: true },
      no("tool_disabled"),
      false,
    ],
    ["a grant that stands", removal("tool"), { ...over, isOver: false }, no("tool_disabled"), false],
    ["access that is denied", removal("access"), over, no("access_revoked"), true],
    ["access to a server without a tool in use", removal("access"), over, no("tool_disabled"), true],
    ["access of a consumer nobody knows", removal("access"), over, no("unknown_consumer"), false],
    ["an answer that could not be had", removal("access"), over, no("unavailable"), false],
    ["a server that is cut off", removal("server"), over, no("server_suspended"), true],
    ["a server denied for a tool only", removal("server"), over, no("tool_disabled"), false],
    ["a scope, on which nothing decides", removal("scope"), over, null, true],
    ["a credential that is marked", removal("credential"), over, null, true],
    ["a credential that is not", removal("credential"), { ...over, isOver: false }, null, false],
  ] as const)("or not: %s", (_, done, thing, decision, isDone) => {
    expect(verify(done, thing, decision).ok).toBe(isDone);
  });

  const sooner = {
    subjectKind: "access",
    decision: "change",
    risk: "low",
    endsAt: at,
    askedUntil: null,
  } as const;
  it.each([
    ["ends by then", new Date(at.getTime() - 1), true],
    ["ends right then", at, true],
    ["ends later", new Date(at.getTime() + 1), false],
    ["never ends", null, false],
  ])("or not: what was to be shorter %s", (_, expiresAt, isDone) => {
    expect(verify(sooner, { ...over, isOver: false, expiresAt }, null).ok).toBe(isDone);
  });
});

it("says of a change in words that it is still to be done, by the server's owner", () => {
  const thing = {
    id: "x",
    isOver: false,
    isExpired: false,
    isSuccessor: false,
    isToolEnabled: true,
    expiresAt: null,
  };
  const change = { subjectKind: "server", decision: "change", risk: "low", endsAt: null } as const;
  const asked = { ...change, askedUntil: new Date("2026-12-31T09:00:00Z") };
  expect(verify(asked, thing, null)).toEqual({
    ok: true,
    words:
      "Asked of whoever answers for the server until 31 December 2026: Steward does not carry out words.",
  });
});
