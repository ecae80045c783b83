import { expect, it } from "vitest";
import { scopeStanding } from "./scope-standing.ts";

const scope = { system: "Zendesk", breadth: "narrow" };

it.each([
  [null, "not_granted"],
  [{ status: "active", scope }, "granted"],
  [{ status: "expired", scope }, "expired"],
  [{ status: "suspended", scope }, "suspended"],
  [{ status: "revoked", scope }, "revoked"],
  [{ status: "active", scope: { ...scope, breadth: "wildcard" } }, "changed"],
  [{ status: "active", scope: { ...scope, system: null } }, "changed"],
] as const)("with the grant %j a scope is %s", (grant, standing) => {
  expect(scopeStanding(scope, grant)).toBe(standing);
});
