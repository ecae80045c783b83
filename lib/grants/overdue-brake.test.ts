import { expect, it } from "vitest";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { decideSuspension, isMassSuspension, numberProblem } from "./overdue-brake.ts";

it.each([
  ["five of five", { grants: 5, lately: 0, inForce: 5 }, false],
  ["six of thirty", { grants: 6, lately: 0, inForce: 30 }, false],
  ["seven of thirty", { grants: 7, lately: 0, inForce: 30 }, true],
  ["the second slice of the same day", { grants: 2, lately: 5, inForce: 25 }, true],
] as const)("%s is a mass: %j %s", (_name, effect, isMass) => {
  expect(isMassSuspension({ ...effect, servers: 1 })).toBe(isMass);
});

it("is answered once, by a person who had no hand in the policy, about the number that was seen", () => {
  // Only what the rule looks at.
  const person = (userId: string) => ({ kind: "person", userId, roles: ["admin"] }) as unknown as PersonActor;
  const asked = { grantCount: 12, isAnswered: false, policyAuthorIds: ["author"] };
  expect(decideSuspension(asked, person("other"))).toEqual({ ok: true });
  expect(decideSuspension(asked, person("author"))).toMatchObject({ ok: false, code: "refused" });
  expect(decideSuspension({ ...asked, isAnswered: true }, person("other"))).toMatchObject({ ok: false });
  expect(numberProblem(asked, 12)).toBeNull();
  expect(numberProblem(asked, 11)).toContain("12 grants now, not 11");
});
