import { describe, expect, it } from "vitest";
import type { Actor, Role } from "#lib/kernel/actor.ts";
import { type ActFacts, allowed, decideAct } from "./acts.ts";
import { brakeReason } from "./brake.ts";

const now = new Date("2026-11-22T12:00:00Z");
const later = new Date("2026-12-22T12:00:00Z");

function person(userId: string, roles: Role[] = ["member"]): Actor {
  const shared = {
    organizationId: "o",
    organizationName: "O",
    sessionId: "s",
    email: "a@b.example",
    name: "A",
  };
  return { kind: "person", userId, roles, authenticatedAt: now, ...shared };
}

const active: ActFacts = {
  state: "active",
  expiresAt: later,
  suspendedById: null,
  suspendedFor: null,
  stateReason: null,
  driftReason: null,
  server: { name: "Desk", state: "active", ownerId: "owner", backupOwnerId: "backup" },
  toolState: "enabled",
  isConsumerInUse: true,
  gainerIds: ["asker"],
};
const byOwner: ActFacts = { ...active, state: "suspended", suspendedById: "owner", toolState: "suspended" };
const bySteward: ActFacts = { ...byOwner, suspendedById: null, stateReason: "The tool changed." };
const admin = person("admin", ["admin"]);

describe("an act on a grant", () => {
  it.each([
    ["an owner suspends", active, "suspend", person("owner"), "suspended"],
    ["a backup owner ends", active, "revoke", person("backup"), "revoked"],
    ["an administrator suspends", active, "suspend", admin, "suspended"],
    ["whoever suspended it resumes", byOwner, "resume", person("owner"), "active"],
    ["an administrator resumes", byOwner, "resume", admin, "active"],
    ["a suspended one ends", byOwner, "revoke", person("owner"), "revoked"],
    ["an expired one ends", { ...active, expiresAt: now }, "revoke", person("owner"), "revoked"],
    ["beside a renewal that waits", { ...byOwner, toolState: "pending" }, "resume", admin, "active"],
  ] as const)("is allowed: %s", (_what, grant, action, actor, next) => {
    expect(decideAct(grant, action, actor, now)).toEqual({ ok: true, next });
  });

  it.each([
    ["what Steward suspended", bySteward, admin, /Only a new approval/],
    ["what changed since", { ...byOwner, driftReason: "The tool changed." }, admin, /changed.*new approval/],
    ["what has run out", { ...byOwner, expiresAt: now }, admin, /run out/],
    ["what is in force", active, admin, /in force already/],
    ["what is revoked", { ...byOwner, state: "revoked" }, admin, /revoked/],
    [
      "on a suspended server",
      { ...byOwner, server: { ...byOwner.server, state: "suspended" } },
      admin,
      /Desk/,
    ],
    ["a tool that was disabled", { ...byOwner, toolState: "disabled" }, admin, /disabled/],
    ["a tool that came back", { ...byOwner, toolState: "discovered" }, admin, /new approval/],
    ["for a consumer out of use", { ...byOwner, isConsumerInUse: false }, admin, /inactive/],
    ["somebody else's suspension", byOwner, person("backup"), /Somebody else suspended/],
    ["to one's own gain", byOwner, person("asker", ["admin"]), /somebody else must resume/],
    ["without answering for it", byOwner, person("x"), /owner/],
  ] as const)("resumes nothing: %s", (_what, grant, actor, words) => {
    const verdict = decideAct(grant, "resume", actor, now);
    expect(verdict).toMatchObject({ ok: false, reason: expect.stringMatching(words) });
  });

  it("is not for jobs, tokens, or people without the role", () => {
    const job: Actor = { kind: "system", organizationId: "o", job: "j" };
    const token: Actor = { kind: "token", organizationId: "o", tokenId: "t", name: "t", scopes: [] };
    for (const actor of [job, token, person("owner", ["approver"])]) {
      const answers = Object.values(allowed(active, actor, now));
      expect(answers.every((answer) => answer !== true)).toBe(true);
    }
  });
});

describe("the brake", () => {
  it("asks for the number from six on", () => {
    expect(brakeReason("end", 5, undefined)).toBeNull();
    expect(brakeReason("end", 6, undefined)).toMatch(/Type 6/);
    expect(brakeReason("end", 6, 6)).toBeNull();
    expect(brakeReason("end", 6, 7)).toMatch(/not 7/);
    expect(brakeReason("end", 2, 3)).toMatch(/not 3/);
  });
});
