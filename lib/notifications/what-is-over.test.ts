import { describe, expect, it } from "vitest";
import type { EventType } from "../kernel/events.ts";
import { whatIsOver } from "./what-is-over.ts";

const ID = "0190a000-0000-7000-8000-000000000001";
const OTHER = "0190a000-0000-7000-8000-000000000002";
const request = (type: EventType, id = ID) => ({
  id,
  type,
  subject: { kind: "request", id, name: "Refunds" },
  detail: { href: `/approvals/${id}` },
});
const policy = (type: EventType) => ({
  id: ID,
  type,
  subject: { kind: "policy", id: ID, name: "Version 2" },
  detail: { number: 2, href: "/policy/approval/2" },
});
const asked = (kind: EventType, href = `/approvals/${ID}`) => ({ kind, href });

describe("what a trail says last", () => {
  it("is over after what ends it, for every way to ask, on that page only", () => {
    const over = whatIsOver([
      request("request.submitted"),
      request("request.submitted", OTHER),
      request("request.stage_opened"),
      request("request.withdrawn"),
    ]);
    for (const kind of ["request.submitted", "request.stage_opened", "request.reminded"] as const) {
      expect(over.isOver(asked(kind))).toBe(true);
    }
    expect(over.isOver(asked("request.submitted", `/approvals/${OTHER}`))).toBe(false);
    expect(over.isAskedFor(asked("request.submitted", `/approvals/${OTHER}`))).toBe(true);
  });

  it("is asked for where it was asked for again", () => {
    const proposed = { kind: "policy.proposed", href: "/policy/approval/2" };
    const trail = [policy("policy.proposed"), policy("policy.reopened")];
    expect(whatIsOver(trail).isOver(proposed)).toBe(true);
    expect(whatIsOver([...trail, policy("policy.proposed")]).isOver(proposed)).toBe(false);
    expect(whatIsOver([...trail, policy("policy.proposed")]).isAskedFor(proposed)).toBe(true);
  });

  it("is nothing where it is not of it", () => {
    const over = whatIsOver([]);
    expect([over.isOver(asked("request.submitted")), over.isAskedFor(asked("request.submitted"))]).toEqual([
      false,
      false,
    ]);
  });
});
