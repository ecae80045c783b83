import { describe, expect, it } from "vitest";
import { aloneReason, pathOf, type TogetherFacts, togetherProblem } from "./decide-together.ts";

const plain: TogetherFacts = {
  state: "pending",
  kind: "enable_tools",
  cause: "asked",
  impact: "reads",
  environment: "development",
  policy: { version: "3", ruleIds: ["everything-else"] },
  stage: { position: 1, name: "Risk approval", needsStepUp: false },
};

describe("a request decided together with others", () => {
  it("only reads, outside production, by the path of the rest", () => {
    expect(aloneReason(plain)).toBeNull();
    expect(aloneReason({ ...plain, kind: "give_access", environment: "staging" })).toBeNull();
  });

  it.each([
    ["does more", { impact: "changes_data" }, /more than read/],
    ["is for production", { environment: "production" }, /production/],
    ["wants a fresh sign-in", { stage: { position: 1, name: "R", needsStepUp: true } }, /sign-in/],
    ["comes of a change", { cause: "drift" }, /change/],
    ["is of another kind", { kind: "move_to_production" }, /one by one/],
    ["waits no longer", { state: "applied" }, /no longer/],
    ["has every approval", { stage: null }, /no longer/],
  ] as const)("is decided alone when it %s", (_what, changes, words) => {
    expect(aloneReason({ ...plain, ...changes } as TogetherFacts)).toMatch(words);
  });

  it.each([
    ["another version of the policy", { policy: { version: "4", ruleIds: ["everything-else"] } }],
    ["another rule", { policy: { version: "3", ruleIds: ["reads"] } }],
    ["another stage", { stage: { position: 2, name: "Risk approval", needsStepUp: false } }],
  ])("takes another path by %s", (_what, changes) => {
    const one = { aloneReason: null, pathKey: pathOf(plain) };
    expect(togetherProblem([one, one])).toBeNull();
    expect(togetherProblem([one, { ...one, pathKey: pathOf({ ...plain, ...changes }) }])).toMatch(/paths/);
  });
});
