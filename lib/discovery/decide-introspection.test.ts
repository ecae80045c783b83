import { describe, expect, test } from "vitest";
import { decideIntrospection } from "./decide-introspection.ts";

describe("decideIntrospection", () => {
  test.each([
    ["active", "npx", true, true],
    ["active", "npx", false, false],
    ["registered", null, false, true],
    ["suspended", null, false, true],
    ["revoked", null, false, false],
    ["retired", "npx", true, false],
  ] as const)("%s, command %s, allowed %s -> %s", (state, command, isAllowed, ok) => {
    expect(decideIntrospection({ state, command }, isAllowed).ok).toBe(ok);
  });
});
