import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applySemantic, questionsOf } from "./evaluations.ts";
import type { AccessQuestion } from "./input.ts";
import { deny, evaluate, type GrantSnapshot, type Snapshot, targetOf } from "./model.ts";

const now = Date.parse("2026-11-22T12:00:00Z");

const question: AccessQuestion = {
  subject: { type: "consumer", id: "support-agent" },
  action: { name: "tools/call" },
  resource: { type: "tool", id: "ticket-desk/refund_payment" },
};

const grant = {
  state: "active",
  grantedAt: Date.parse("2026-11-01T00:00:00Z"),
  expiresAt: Date.parse("2026-12-01T00:00:00Z"),
  toolDigest: null,
  serverDigest: "s1",
  approved: {
    environment: "staging",
    impact: "executes",
    criticality: "medium",
    dataClasses: ["internal"],
    isAutomatic: false,
  },
} as const satisfies GrantSnapshot;

const enabled = {
  server: {
    slug: "ticket-desk",
    name: "Ticket desk",
    state: "active",
    identityDigest: "s1",
    environment: "staging",
    criticality: "medium",
    dataClasses: ["internal"],
  },
  tool: {
    id: "t1",
    name: "refund_payment",
    state: "enabled",
    digest: "d1",
    reviewedImpact: "executes",
  },
  consumer: { id: "c1", name: "Support agent", kind: "agent", isActive: true },
  toolGrant: { ...grant, toolDigest: "d1" },
  accessGrant: grant,
} as const satisfies Snapshot;

const past = Date.parse("2026-11-22T12:00:00Z");
const future = Date.parse("2026-11-23T12:00:00Z");
const { server, tool, toolGrant, accessGrant } = enabled;

const NO: [string, Partial<Snapshot>][] = [
  ["unknown_server", { server: null, tool: null, toolGrant: null, accessGrant: null }],
  ["server_not_registered", { server: { ...server, state: "discovered" } }],
  ["server_suspended", { server: { ...server, state: "suspended" } }],
  ["server_revoked", { server: { ...server, state: "revoked" } }],
  ["server_retired", { server: { ...server, state: "retired" } }],
  ["unknown_tool", { tool: null, toolGrant: null }],
  ["tool_not_enabled", { tool: { ...tool, state: "discovered" } }],
  ["tool_pending", { tool: { ...tool, state: "pending" } }],
  ["tool_suspended", { tool: { ...tool, state: "suspended" } }],
  ["tool_disabled", { tool: { ...tool, state: "disabled" } }],
  ["tool_removed", { tool: { ...tool, state: "removed" } }],
  ["tool_not_granted", { toolGrant: null }],
  ["tool_grant_revoked", { toolGrant: { ...toolGrant, state: "revoked" } }],
  ["tool_grant_suspended", { toolGrant: { ...toolGrant, state: "suspended" } }],
  ["tool_grant_expired", { toolGrant: { ...toolGrant, expiresAt: past } }],
  ["tool_grant_expired", { toolGrant: { ...toolGrant, expiresAt: Number.NaN } }],
  ["tool_grant_not_started", { toolGrant: { ...toolGrant, grantedAt: future } }],
  ["tool_changed", { toolGrant: { ...toolGrant, toolDigest: "d0" } }],
  ["tool_changed", { toolGrant: { ...toolGrant, toolDigest: null } }],
  ["server_changed", { toolGrant: { ...toolGrant, serverDigest: "s0" } }],
  ["tool_changed", { tool: { ...tool, reviewedImpact: "regulated" } }],
  ["server_changed", { server: { ...server, environment: "production" } }],
  [
    "server_changed",
    { toolGrant: { ...toolGrant, approved: { ...toolGrant.approved, environment: "development" } } },
  ],
  [
    "access_server_changed",
    { accessGrant: { ...accessGrant, approved: { ...accessGrant.approved, environment: "development" } } },
  ],
  [
    "access_server_changed",
    {
      accessGrant: {
        ...accessGrant,
        approved: { ...accessGrant.approved, impact: "reads", isAutomatic: true },
      },
    },
  ],
  ["server_changed", { server: { ...server, criticality: "high" } }],
  ["server_changed", { server: { ...server, dataClasses: ["internal", "pii"] } }],
  [
    "access_server_changed",
    {
      server: { ...server, criticality: "high" },
      toolGrant: { ...toolGrant, approved: { ...toolGrant.approved, criticality: "high" } },
    },
  ],
  ["unknown_consumer", { consumer: null, accessGrant: null }],
  ["consumer_inactive", { consumer: { id: "c1", name: "Support agent", kind: "agent", isActive: false } }],
  ["no_access", { accessGrant: null }],
  ["access_revoked", { accessGrant: { ...accessGrant, state: "revoked" } }],
  ["access_suspended", { accessGrant: { ...accessGrant, state: "suspended" } }],
  ["access_expired", { accessGrant: { ...accessGrant, expiresAt: past } }],
  ["access_not_started", { accessGrant: { ...accessGrant, grantedAt: future } }],
  ["access_server_changed", { accessGrant: { ...accessGrant, serverDigest: "s0" } }],
];

describe("a decision", () => {
  it("is yes for an enabled tool and a consumer with access", () => {
    const answer = evaluate(enabled, question, now);
    expect(answer).toEqual({
      decision: true,
      reason: {
        code: "granted",
        words: "Support agent may call refund_payment until 2026-12-01T00:00:00.000Z.",
      },
    });
  });

  it("is yes when the subject names the consumer's own kind", () => {
    expect(evaluate(enabled, { ...question, subject: { type: "agent", id: "x" } }, now).decision).toBe(true);
  });

  it.each(NO)("is no with the reason %s: %#", (code, difference) => {
    const answer = evaluate({ ...enabled, ...difference }, question, now);
    expect(answer).toMatchObject({ decision: false, reason: { code } });
    expect(answer.reason.words).toMatch(/\w.*\.$/);
  });

  it.each<[string, Partial<AccessQuestion>]>([
    ["unknown_action", { action: { name: "tools/list" } }],
    ["unknown_resource_type", { resource: { type: "mcp_server", id: "ticket-desk" } }],
    ["malformed_resource", { resource: { type: "tool", id: "refund_payment" } }],
    ["malformed_resource", { resource: { type: "tool", id: "/refund_payment" } }],
    ["unknown_subject_type", { subject: { type: "robot", id: "support-agent" } }],
    ["unknown_consumer", { subject: { type: "service", id: "support-agent" } }],
  ])("is no with the reason %s for a question it does not know: %#", (code, difference) => {
    expect(evaluate(enabled, { ...question, ...difference }, now)).toMatchObject({
      decision: false,
      reason: { code },
    });
  });

  it("is no when the clock makes no sense", () => {
    expect(evaluate(enabled, question, Number.NaN).reason.code).toBe("unreadable_clock");
  });

  it("is never yes when any one part of what a yes needs is missing", () => {
    const parts = fc.subarray(["server", "tool", "consumer", "toolGrant", "accessGrant"] as const, {
      minLength: 1,
    });
    fc.assert(
      fc.property(parts, (missing) => {
        const snapshot = { ...enabled, ...Object.fromEntries(missing.map((part) => [part, null])) };
        expect(evaluate(snapshot, question, now).decision).toBe(false);
      }),
    );
  });
});

describe("a resource", () => {
  it.each([
    [{ id: "desk/a" }, { serverSlug: "desk", toolName: "a" }],
    [{ id: "desk/a/b" }, { serverSlug: "desk", toolName: "a/b" }],
    [
      { id: "a/b", properties: { server: "desk" } },
      { serverSlug: "desk", toolName: "a/b" },
    ],
    [{ id: "a", properties: { server: 4 } }, null],
    [{ id: "desk/" }, null],
    [{ id: "a" }, null],
  ])("%j names %j", (resource, target) => {
    expect(targetOf({ ...question, resource: { type: "tool", ...resource } })).toEqual(target);
  });
});

describe("several questions", () => {
  const yes = evaluate(enabled, question, now);
  const no = deny("no_access", "No.");

  it.each([
    ["execute_all", [yes, no, yes], 3],
    ["deny_on_first_deny", [yes, no, yes], 2],
    ["deny_on_first_deny", [yes, yes], 2],
    ["permit_on_first_permit", [no, yes, no], 2],
    ["permit_on_first_permit", [no, no], 2],
  ] as const)("with %s give as many answers as it takes: %#", (semantic, answers, count) => {
    expect(applySemantic([...answers], semantic)).toEqual(answers.slice(0, count));
  });

  it("take what they leave out from the top, as whole objects", () => {
    const read = questionsOf({
      subject: question.subject,
      action: question.action,
      resource: { type: "tool", id: "a/b", properties: { x: 1 } },
      evaluations: [{}, { resource: { type: "tool", id: "c/d" } }, { subject: { type: "agent" } }],
    });
    expect(read.map((one) => one.ok)).toEqual([true, true, false]);
    expect(read[1]).toMatchObject({
      question: { resource: { type: "tool", id: "c/d" }, subject: question.subject },
    });
    expect(read[1]).not.toHaveProperty("question.resource.properties");
    expect(read[2]).toMatchObject({ words: expect.stringContaining("subject.id") });
  });
});
