import { describe, expect, it } from "vitest";
import type { Actor, PersonActor, Role } from "#lib/kernel/actor.ts";
import type { RequestState } from "#lib/kernel/generated/enums.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { committedMatrix, printMatrix } from "#tests/print-matrix.ts";
import { serverProblem, staleReason } from "./binding.ts";
import { missingApprovals } from "./missing-approvals.ts";
import { allowed, currentStage, decide, type RequestFacts } from "./model.ts";
import { whatWasNotAskedSince } from "./not-asked-since.ts";
import { route } from "./route.ts";
import { REQUEST_STATES, type RequestAction, stateAfter } from "./states.ts";
import { requestTitle } from "./title.ts";

const now = new Date("2026-11-22T12:00:00Z");
const STAGE = {
  position: 1,
  name: "Risk approval",
  quorum: 1,
  needsStepUp: false,
  words: "1 person with the role approver",
  seatIds: ["approver", "second", "requester", "beneficiary"],
};

const pending: RequestFacts = {
  state: "pending",
  requesterId: "requester",
  beneficiaryIds: ["beneficiary"],
  needsDistinctPeople: true,
  expiresAt: new Date("2026-12-06T12:00:00Z"),
  stages: [STAGE],
  votes: [],
  staleReason: null,
};

function person(userId: string, roles: Role[]): PersonActor {
  return {
    kind: "person",
    organizationId: "o",
    organizationName: "O",
    userId,
    sessionId: "s",
    email: "a@b.example",
    name: "A",
    roles,
    authenticatedAt: now,
  };
}

const approver = person("approver", ["approver"]);
const token: Actor = {
  kind: "token",
  organizationId: "o",
  tokenId: "t",
  name: "T",
  scopes: ["requests:read"],
};
const ACTORS: Record<string, Actor> = {
  approver,
  "requester who approves": person("requester", ["member", "approver", "admin"]),
  "beneficiary who approves": person("beneficiary", ["approver"]),
  "admin, no approver": person("admin", ["admin"]),
  token,
  job: { kind: "system", organizationId: "o", job: "j" },
};

describe("request", () => {
  it("moves between states exactly as the committed matrix says", () => {
    const actions = [
      "submit",
      "approve",
      "ask_changes",
      "reject",
      "withdraw",
      "expire",
      "supersede",
      "apply",
    ] as const;
    const states = printMatrix(REQUEST_STATES, actions, (state, action) => {
      try {
        return stateAfter(state as RequestState, action as RequestAction);
      } catch (error) {
        expect(error).toMatchObject({ code: "refused" });
        return "-";
      }
    });
    const people = printMatrix(Object.keys(ACTORS), ["approve", "reject", "withdraw"], (who, action) => {
      const verdict = decide(pending, action as "approve", ACTORS[who] ?? token, now);
      return verdict.ok ? verdict.next : verdict.code;
    });
    const printed = `${states}\n${people}`;
    expect(printed).toBe(committedMatrix("request", printed));
  });

  it("is never decided by the person who asked, whatever the roles", () => {
    const verdict = decide(pending, "approve", person("requester", ["approver", "admin"]), now);
    expect(verdict).toMatchObject({ ok: false, code: "refused" });
    expect(allowed(pending, person("requester", ["approver"]), now).approve).toBe(
      "You asked for this, so someone else must approve it.",
    );
  });

  it("is never decided by somebody who gains access by it", () => {
    expect(decide(pending, "approve", person("beneficiary", ["approver"]), now)).toMatchObject({ ok: false });
  });

  it.each(REQUEST_STATES.filter((state) => state !== "pending"))("is not decided once it is %s", (state) => {
    for (const action of ["approve", "reject", "withdraw"] as const) {
      expect(decide({ ...pending, state }, action, approver, now).ok).toBe(false);
    }
  });

  it("is not decided after its time, nor when the clock cannot be read", () => {
    expect(decide({ ...pending, expiresAt: now }, "approve", approver, now).ok).toBe(false);
    expect(decide(pending, "approve", approver, new Date(Number.NaN)).ok).toBe(false);
  });

  it("is not decided when what it asks for has changed, but can be withdrawn", () => {
    const stale = { ...pending, staleReason: "The tool changed." };
    expect(allowed(stale, approver, now).approve).toBe("The tool changed.");
    expect(decide(stale, "withdraw", person("requester", ["member"]), now).ok).toBe(true);
  });

  it("offers nobody a button that the permission table would deny", () => {
    expect(allowed(pending, person("requester", ["member"]), now).withdraw).toBe(true);
    expect(allowed(pending, person("requester", ["approver"]), now).withdraw).toMatch(/role admin or member/);
    const named = { ...pending, stages: [{ ...STAGE, seatIds: ["x"] }] };
    expect(allowed(named, person("x", ["auditor"]), now).approve).toMatch(/role admin or approver or member/);
    expect(allowed(named, person("x", ["member"]), now).approve).toBe(true);
  });

  it("stays pending until the quorum is met, and takes one vote per person", () => {
    const two = { ...pending, stages: [{ ...STAGE, quorum: 2 }] };
    expect(decide(two, "approve", approver, now)).toMatchObject({ ok: true, next: "pending" });
    const voted = {
      ...two,
      votes: [{ deciderId: "approver", decision: "approve" as const, stagePosition: 1 }],
    };
    expect(decide(voted, "approve", approver, now).ok).toBe(false);
    expect(decide(voted, "approve", person("second", ["approver"]), now)).toMatchObject({ next: "approved" });
  });

  it("goes through its stages in order, with distinct people", () => {
    const stages = [{ ...STAGE, position: 2, name: "Second" }, STAGE];
    expect(currentStage({ stages, votes: [] })?.position).toBe(1);
    const votes = [{ deciderId: "approver", decision: "approve" as const, stagePosition: 1 }];
    expect(currentStage({ stages, votes })?.name).toBe("Second");
    expect(decide({ ...pending, stages, votes }, "approve", approver, now).ok).toBe(false);
    const alike = { ...pending, stages, votes, needsDistinctPeople: false };
    expect(decide(alike, "approve", approver, now)).toMatchObject({ ok: true, next: "approved" });
  });

  it("asks those who were asked, and nobody who joined them later", () => {
    expect(decide(pending, "approve", person("newcomer", ["approver"]), now)).toMatchObject({
      ok: false,
      code: "forbidden",
      reason: expect.stringContaining("1 person with the role approver"),
    });
  });

  it("wants a fresh sign-in where the policy says so, and takes none from the future", () => {
    const strict = { ...pending, stages: [{ ...STAGE, needsStepUp: true }] };
    const signedIn = (at: string) => ({ ...approver, authenticatedAt: new Date(at) });
    expect(decide(strict, "approve", signedIn("2026-11-22T11:55:00Z"), now).ok).toBe(true);
    expect(decide(strict, "approve", signedIn("2026-11-22T11:54:59Z"), now)).toMatchObject({
      reason: expect.stringContaining("fresh sign-in"),
    });
    expect(decide(strict, "approve", signedIn("2026-11-22T12:00:01Z"), now).ok).toBe(false);
  });
});

describe("stages and the people there are", () => {
  it.each([
    ["enough for each", [["a", "b"], ["c"]], [1, 1], true, []],
    ["the same one for two stages", [["a"], ["a"]], [1, 1], true, [2]],
    ["the same one may answer both", [["a"], ["a"]], [1, 1], false, []],
    ["one moves to where another cannot go", [["a", "b"], ["a"]], [1, 1], true, []],
    ["three from two", [["a", "b"]], [3], true, [1]],
    ["nobody", [[]], [1], false, [1]],
  ] as const)("%s", (_case, people, wanted, distinct, lacking) => {
    const openings = people.map((userIds, index) => ({
      position: index + 1,
      wanted: wanted[index] ?? 0,
      userIds,
    }));
    expect([...missingApprovals(openings, distinct).keys()]).toEqual(lacking);
  });
});

const NO_CONSUMER = { consumerId: null, consumerName: null, consumerKind: null } as const;
const NO_SCOPE = { scopeName: null, scopeSystem: null, scopeBreadth: null, isScopeHeld: null } as const;

describe("what a request is bound to", () => {
  const path = {
    environment: "development",
    dataClasses: ["personal"],
    criticality: "low",
    impact: "reads",
  } as const;
  const server = { name: "Desk", state: "active", identityDigest: "s1", ...path } as const;
  const tool = { id: "t", name: "refund", digest: "d1", state: "pending" } as const;
  const item = {
    kind: "tool",
    toolId: "t",
    toolDigest: "d1",
    serverDigest: "s1",
    ...NO_SCOPE,
    ...NO_CONSUMER,
  } as const;

  it("holds while nothing has changed", () => {
    expect(
      staleReason([item], path, { server, tools: [tool], consumers: [], scopes: [], impact: "reads" }),
    ).toBeNull();
  });
  it.each([
    [
      "the tool changed",
      { server, tools: [{ ...tool, digest: "d2" }] },
      /The tool changed after this was asked/,
    ],
    [
      "the server changed",
      { server: { ...server, identityDigest: "s2" }, tools: [tool] },
      /connection or the scopes/,
    ],
    ["the tool is gone", { server, tools: [{ ...tool, state: "removed" as const }] }, /no longer offers/],
    ["the tool is not there", { server, tools: [] }, /no longer offers/],
    [
      "the server moved to production",
      { server: { ...server, environment: "production" as const }, tools: [tool] },
      /moved from development to production/,
    ],
    [
      "the server holds other data",
      { server: { ...server, dataClasses: ["personal", "payment"] }, tools: [tool] },
      /data that Desk holds/,
    ],
    [
      "the server matters more",
      { server: { ...server, criticality: "high" as const }, tools: [tool] },
      /from low to high/,
    ],
    ["its impact is higher", { server, tools: [tool], impact: "executes" as const }, /higher impact/],
  ])("is stale when %s", (_case, present, words) => {
    expect(staleReason([item], path, { impact: "reads", scopes: [], consumers: [], ...present })).toMatch(
      words,
    );
  });
  it.each([
    ["is as it was asked", "Report", "user", null],
    ["is called something else", "Payer", "user", /Report was named Payer after this was asked/],
    ["is another kind of consumer", "Report", "agent", /Report became another kind of consumer/],
  ] as const)("for access holds only while the consumer %s", (_case, name, kind, words) => {
    const access = { ...item, kind: "access", toolId: null, toolDigest: null } as const;
    const asked = { ...access, consumerId: "c", consumerName: "Report", consumerKind: "user" } as const;
    const consumers = [{ id: "c", name, kind }];
    const reason = staleReason([asked], path, { server, tools: [], consumers, scopes: [], impact: "reads" });
    if (words === null) expect(reason).toBeNull();
    else expect(reason).toMatch(words);
  });
  it("holds when the impact turned out lower", () => {
    const asked = { ...path, impact: "regulated" } as const;
    expect(
      staleReason([item], asked, { server, tools: [tool], consumers: [], scopes: [], impact: "reads" }),
    ).toBeNull();
  });
  it.each([
    ["is as it was asked", [{ name: "repo:read", system: "GitHub", breadth: "narrow" as const }], true],
    ["is in another system", [{ name: "repo:read", system: "GitLab", breadth: "narrow" as const }], false],
    ["is gone", [], false],
  ])("for a scope on record holds only while it %s", (_case, scopes, holds) => {
    const scope = {
      kind: "scope",
      toolId: null,
      toolDigest: null,
      serverDigest: "s1",
      scopeName: "repo:read",
      scopeSystem: "GitHub",
      scopeBreadth: "narrow",
      ...NO_CONSUMER,
    } as const;
    const present = { server, tools: [], consumers: [], scopes, impact: "reads" } as const;
    expect(staleReason([{ ...scope, isScopeHeld: true }], path, present) === null).toBe(holds);
    expect(staleReason([{ ...scope, isScopeHeld: false }], path, present)).toBeNull();
  });
  it("waits while the server is suspended", () => {
    expect(serverProblem({ ...server, state: "suspended" })).toMatch(/suspended/);
    expect(serverProblem(server)).toBeNull();
  });
});

describe("route", () => {
  it.each([
    ["reads", "production", 365],
    ["changes_data", "production", 90],
    ["executes", "production", 90],
    ["regulated", "production", 90],
    ["regulated", "development", 365],
  ] as const)("%s in %s lasts at most %i days and needs one approver", (impact, environment, days) => {
    const subject = {
      kind: "enable_tools" as const,
      impact,
      environment,
      dataClasses: ["pii"],
      criticality: "low" as const,
    };
    const path = route({ number: 0, policy: STARTING_POLICY }, subject, {
      groups: new Map(),
      people: new Map(),
    });
    expect(path.maxDurationDays).toBe(days);
    expect(path.stages).toMatchObject([
      { position: 1, name: "Risk approval", quorum: 1, words: "1 person with the role approver" },
    ]);
    expect(path.words.join(" ")).toContain("personal (PII)");
  });
});

describe("title", () => {
  const asked = { serverName: "Ticket desk", environment: "production", durationDays: 30 } as const;
  it.each([
    [["refund_payment"], [], "Enable refund_payment on Ticket desk, in production, for 30 days"],
    [["a", "b"], ["Agent"], "Enable a and b on Ticket desk for Agent, in production, for 30 days"],
    [["a", "b", "c"], [], "Enable a and 2 more on Ticket desk, in production, for 30 days"],
    [[], ["Agent"], "Let Agent use Ticket desk, in production, for 30 days"],
  ])("of %j for %j", (toolNames, consumerNames, title) => {
    expect(requestTitle({ ...asked, kind: "enable_tools", toolNames, consumerNames })).toBe(title);
  });
  it.each([
    ["move_to_production", [], "Move Ticket desk to production"],
    [
      "move_to_production",
      ["a"],
      "Move Ticket desk to production, keeping what is granted for at most 30 days",
    ],
    [
      "move_to_production",
      ["a", "b"],
      "Move Ticket desk to production, keeping 2 grants for at most 30 days",
    ],
    ["extend_grants", ["a"], "Extend a on Ticket desk, in production, to 30 days from the approval"],
  ] as const)("of %s with %j", (kind, toolNames, title) => {
    expect(requestTitle({ ...asked, kind, toolNames, consumerNames: [] })).toBe(title);
  });
  it("of scopes", () => {
    const scopeNames = ["repo:read", "repo:write"];
    expect(
      requestTitle({ ...asked, kind: "grant_scopes", toolNames: [], consumerNames: [], scopeNames }),
    ).toBe("Let Ticket desk hold repo:read and repo:write, in production, for 30 days");
  });
});

describe("asking again", () => {
  const grant = { toolId: "t", consumerId: null, scopeName: null, suspendedAt: now };
  it("happens once per suspension", () => {
    const before = {
      toolId: "t",
      consumerId: null,
      scopeName: null,
      submittedAt: new Date(now.getTime() - 1),
    };
    expect(whatWasNotAskedSince([grant], [before])).toEqual([grant]);
    expect(whatWasNotAskedSince([grant], [before, { ...before, submittedAt: now }])).toEqual([]);
    const other = { ...before, toolId: null, consumerId: "t", submittedAt: now };
    expect(whatWasNotAskedSince([grant], [other])).toEqual([grant]);
    const scope = { ...grant, toolId: null, scopeName: "repo:read" };
    expect(whatWasNotAskedSince([scope], [{ ...other, consumerId: null, scopeName: "repo" }])).toEqual([
      scope,
    ]);
    expect(whatWasNotAskedSince([scope], [{ ...other, consumerId: null, scopeName: "repo:read" }])).toEqual(
      [],
    );
  });
});
