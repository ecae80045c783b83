import { describe, expect, it } from "vitest";
import { type PersonActor, systemActor } from "../kernel/actor.ts";
import { type Claimable, decideClaim, decideEndClaim } from "./claim.ts";

const person = (userId: string, roles: PersonActor["roles"] = ["member"]): PersonActor => ({
  kind: "person",
  organizationId: "o",
  organizationName: "O",
  userId,
  sessionId: "s",
  email: `${userId}@acme.test`,
  name: userId,
  roles,
  authenticatedAt: new Date(0),
});
const waiting: Claimable = { state: "discovered", claimedBy: null };
const claimed: Claimable = { state: "discovered", claimedBy: { id: "ada", name: "Ada" } };

describe("a claim of a candidate", () => {
  it("is made by a person, of one that waits, once", () => {
    expect(decideClaim(waiting, person("ada"))).toEqual({ ok: true });
    expect(decideClaim(waiting, systemActor("o", "job"))).toMatchObject({ ok: false });
    expect(decideClaim({ ...waiting, state: "dismissed" }, person("ada"))).toMatchObject({ ok: false });
    expect(decideClaim(claimed, person("ada"))).toMatchObject({
      reason: expect.stringContaining("You have"),
    });
    expect(decideClaim(claimed, person("bob"))).toMatchObject({ reason: expect.stringContaining("Ada has") });
  });

  it("is ended by whoever made it or by an administrator", () => {
    expect(decideEndClaim(claimed, person("ada"))).toEqual({ ok: true });
    expect(decideEndClaim(claimed, person("root", ["admin"]))).toEqual({ ok: true });
    expect(decideEndClaim(claimed, person("bob"))).toMatchObject({ ok: false });
    expect(decideEndClaim(waiting, person("root", ["admin"]))).toMatchObject({ ok: false });
  });
});
