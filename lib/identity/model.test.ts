import { describe, expect, test } from "vitest";
import { decideDeactivation, decideRoleChange, decideSignIn, normalRoles } from "./model.ts";

describe("decideRoleChange", () => {
  const base = { byUserId: "a", userId: "b", before: ["admin"], after: ["member"], otherAdmins: 1 } as const;
  test("lets an administrator take the role from another while one is left", () => {
    expect(decideRoleChange(base)).toEqual({ ok: true });
  });
  test("keeps the last administrator", () => {
    expect(decideRoleChange({ ...base, otherAdmins: 0 }).ok).toBe(false);
  });
  test("keeps people from taking admin from themselves", () => {
    expect(decideRoleChange({ ...base, userId: "a" }).ok).toBe(false);
  });
  test("lets roles be added to anybody", () => {
    expect(decideRoleChange({ ...base, before: [], after: ["admin"], otherAdmins: 0 })).toEqual({ ok: true });
  });
});

describe("decideDeactivation", () => {
  test.each([
    [{ byUserId: "a", userId: "a", isAdmin: false, otherAdmins: 2 }, false],
    [{ byUserId: "a", userId: "b", isAdmin: true, otherAdmins: 0 }, false],
    [{ byUserId: "a", userId: "b", isAdmin: true, otherAdmins: 1 }, true],
    [{ byUserId: "a", userId: "b", isAdmin: false, otherAdmins: 0 }, true],
  ])("%o -> %s", (by, ok) => {
    expect(decideDeactivation(by).ok).toBe(ok);
  });
});

describe("decideSignIn", () => {
  test.each([
    [{ email: null, isEmailVerified: true }, true, false],
    [{ email: "a@b.example", isEmailVerified: true }, false, true],
    [{ email: "a@b.example", isEmailVerified: false }, true, false],
    [{ email: "a@b.example", isEmailVerified: null }, false, false],
    [{ email: "a@b.example", isEmailVerified: null }, true, true],
  ])("%o, trusting %s -> %s", (identity, trusts, ok) => {
    expect(decideSignIn(identity, trusts).ok).toBe(ok);
  });
});

test("normalRoles keeps each role once, in the glossary's order", () => {
  expect(normalRoles(["member", "admin", "member"])).toEqual(["admin", "member"]);
});
