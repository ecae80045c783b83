import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { PersonActor, Role } from "../kernel/actor.ts";
import { systemActor } from "../kernel/actor.ts";
import {
  allowed,
  decideEdit,
  decideServer,
  SERVER_STATES,
  SERVER_TRANSITIONS,
  type ServerAction,
  TOOL_STATES,
} from "./model.ts";
import { decideTool, TOOL_ACTIONS, TOOL_TRANSITIONS } from "./tool-states.ts";

const SERVER_ACTIONS = [
  "register",
  "activate",
  "suspend",
  "resume",
  "revoke",
  "retire",
] as const satisfies readonly ServerAction[];

/** State by action: the state that follows, or "-" where the action is refused. */
function matrix(
  states: readonly string[],
  actions: readonly string[],
  next: (state: string, action: string) => string,
): string {
  const rows = [
    ["", ...actions],
    ...states.map((state) => [state, ...actions.map((action) => next(state, action))]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return `${rows.map(line).join("\n")}\n`;
}

function expectMatrix(file: string, text: string): void {
  const path = `tests/matrices/${file}.txt`;
  if (process.env.UPDATE_MATRICES === "1") writeFileSync(path, text);
  expect(readFileSync(path, "utf8")).toBe(text);
}

function person(userId: string, ...roles: Role[]): PersonActor {
  return {
    kind: "person",
    organizationId: "o",
    organizationName: "O",
    userId,
    sessionId: "s",
    email: `${userId}@x.example`,
    name: userId,
    roles,
    authenticatedAt: new Date(0),
  };
}

describe("states", () => {
  it("prints what every server state allows", () => {
    const next = (state: string, action: string) =>
      (SERVER_TRANSITIONS as Record<string, Record<string, string>>)[state]?.[action] ?? "-";
    expectMatrix("server", matrix(SERVER_STATES, SERVER_ACTIONS, next));
  });

  it("prints what every tool state allows", () => {
    const next = (state: string, action: string) =>
      (TOOL_TRANSITIONS as Record<string, Record<string, string>>)[state]?.[action] ?? "-";
    expectMatrix("tool", matrix(TOOL_STATES, TOOL_ACTIONS, next));
  });

  it("says why whatever it refuses, and names the next state otherwise", () => {
    for (const state of SERVER_STATES) {
      for (const action of SERVER_ACTIONS) {
        const verdict = decideServer({ state }, action);
        expect(verdict.ok ? verdict.next : verdict.reason).toMatch(verdict.ok ? /^[a-z]+$/ : /\.$/);
      }
    }
    for (const state of TOOL_STATES) {
      for (const action of TOOL_ACTIONS) {
        const verdict = decideTool({ state, name: "x" }, action);
        expect(verdict.ok ? verdict.next : verdict.reason).toMatch(verdict.ok ? /^[a-z]+$/ : /\.$/);
      }
    }
  });

  it("never refuses to cut a tool off, and never leaves it enabled", () => {
    for (const state of TOOL_STATES) {
      for (const action of ["suspend", "disable"] as const) {
        expect(decideTool({ state, name: "x" }, action)).not.toMatchObject({ next: "enabled" });
        expect(decideTool({ state, name: "x" }, action).ok).toBe(true);
      }
    }
  });

  it("never enables a tool that nobody asked for or that is no longer offered", () => {
    expect(decideTool({ state: "discovered", name: "x" }, "enable").ok).toBe(false);
    expect(decideTool({ state: "removed", name: "x" }, "enable").ok).toBe(false);
  });
});

describe("who may edit a server", () => {
  const server = { state: "active", ownerId: "olga", backupOwnerId: "bert" } as const;

  it.each([
    [person("olga", "member"), true],
    [person("bert", "member"), true],
    [person("anna", "admin"), true],
    [person("mia", "member"), false],
    [person("paul", "approver"), false],
    [systemActor("o", "sweep"), false],
  ])("%#: owner, backup owner and administrators, nobody else", (actor, may) => {
    expect(decideEdit(server, actor).ok).toBe(may);
  });

  it("is nobody once it is retired", () => {
    const verdict = decideEdit({ ...server, state: "retired" }, person("anna", "admin"));
    expect(verdict).toMatchObject({ ok: false, code: "refused" });
  });

  it("does not take nobody for the owner of a server without one", () => {
    expect(decideEdit({ ...server, ownerId: null, backupOwnerId: null }, person("", "member")).ok).toBe(
      false,
    );
  });

  it("explains each button that is off", () => {
    expect(allowed(server, person("anna", "admin"))).toEqual({
      edit: true,
      activate: "The server is active. Only a registered server is activated.",
      suspend: true,
      resume: "The server is active. Only a suspended server is resumed.",
      revoke: true,
      retire: true,
      overrideImpact: true,
    });
    expect(allowed(server, person("olga", "member"))).toMatchObject({
      edit: true,
      suspend: "Only people with the role admin may do this.",
    });
    expect(allowed({ ...server, state: "retired" }, person("anna", "admin")).retire).toContain("retired");
    expect(allowed(server, person("olga", "auditor")).edit).toContain("admin or member");
  });
});
