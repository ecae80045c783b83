import { describe, expect, test } from "vitest";
import type { PersonActor, TokenActor } from "./actor.ts";
import { systemActor } from "./actor.ts";
import { isPermitted, PERMISSIONS, whoMay } from "./permissions.ts";

const person = (roles: PersonActor["roles"]): PersonActor => ({
  kind: "person",
  organizationId: "o",
  organizationName: "O",
  userId: "u",
  sessionId: "s",
  email: "a@b.example",
  name: "A",
  roles,
  authenticatedAt: new Date(0),
});
const token = (scopes: TokenActor["scopes"]): TokenActor => ({
  kind: "token",
  organizationId: "o",
  tokenId: "t",
  name: "t",
  scopes,
});

describe("permissions", () => {
  test("nobody without a role or a scope may do anything", () => {
    for (const permission of Object.keys(PERMISSIONS) as (keyof typeof PERMISSIONS)[]) {
      expect(isPermitted(person([]), permission)).toBe(false);
      expect(isPermitted(token([]), permission)).toBe(false);
    }
  });

  test("people whom a policy can ask decide requests, and no auditor, token or job", () => {
    for (const role of ["admin", "approver", "member"] as const) {
      expect(isPermitted(person([role]), "request:decide")).toBe(true);
    }
    for (const actor of [person(["auditor"]), token(["requests:read"]), systemActor("o", "job")]) {
      expect(isPermitted(actor, "request:decide")).toBe(false);
    }
  });

  test("an auditor reads and changes nothing", () => {
    for (const [permission, rule] of Object.entries(PERMISSIONS)) {
      if (!(rule.people as readonly string[]).includes("auditor")) continue;
      expect(permission).toMatch(/:(read|read-all|export|end)$/);
    }
  });

  test("each can be said in words", () => {
    expect(whoMay("request:decide")).toBe("people with the role admin or approver or member");
    expect(whoMay("decision:evaluate")).toBe("service tokens with the scope decisions:evaluate");
    expect(whoMay("introspection:run")).toBe("Steward itself");
  });
});
