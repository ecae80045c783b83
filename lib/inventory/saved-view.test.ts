import { describe, expect, test } from "vitest";
import type { PersonActor } from "../kernel/actor.ts";
import { decideView, type SavedViewFacts, type ViewAct } from "./saved-view.ts";

const NOW = new Date("2026-11-27T12:00:00Z");
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

const owner = person("owner", ["member"]);
const somebody = person("somebody", ["member"]);
const admin = person("admin", ["admin"]);

function person(userId: string, roles: PersonActor["roles"]): PersonActor {
  return {
    kind: "person",
    organizationId: "o",
    organizationName: "O",
    userId,
    sessionId: "s",
    email: `${userId}@test.example`,
    name: userId,
    roles,
    authenticatedAt: NOW,
  };
}

function view(facts: Partial<SavedViewFacts>): SavedViewFacts {
  const made = { id: "v", ownerId: "owner", list: "servers", name: "Mine", search: "", version: 1 } as const;
  return { ...made, isShared: false, deletedAt: null, ...facts };
}

function answer(facts: Partial<SavedViewFacts>, act: ViewAct, actor: PersonActor): string {
  const verdict = decideView(view(facts), act, actor, NOW);
  return verdict.ok ? "yes" : verdict.code;
}

describe("who may do what with a view", () => {
  test.each([
    ["private", {}, "change", ["yes", "not_found", "not_found"]],
    ["private", {}, "delete", ["yes", "not_found", "not_found"]],
    ["private", {}, "restore", ["refused", "not_found", "not_found"]],
    ["shared", { isShared: true }, "change", ["yes", "forbidden", "forbidden"]],
    ["shared", { isShared: true }, "delete", ["yes", "forbidden", "yes"]],
    ["shared", { isShared: true }, "restore", ["refused", "refused", "refused"]],
    ["deleted", { deletedAt: hoursAgo(1) }, "change", ["not_found", "not_found", "not_found"]],
    ["deleted", { deletedAt: hoursAgo(1) }, "delete", ["not_found", "not_found", "not_found"]],
    ["deleted", { deletedAt: hoursAgo(23) }, "restore", ["yes", "not_found", "not_found"]],
    ["deleted", { deletedAt: hoursAgo(25) }, "restore", ["refused", "not_found", "not_found"]],
    ["deleted, shared", { deletedAt: hoursAgo(1), isShared: true }, "restore", ["yes", "forbidden", "yes"]],
  ] as const)("%s %j: %s by owner, somebody, administrator", (_what, facts, act, expected) => {
    expect([owner, somebody, admin].map((actor) => answer(facts, act, actor))).toEqual(expected);
  });
});
