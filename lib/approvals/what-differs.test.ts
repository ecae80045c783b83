import { describe, expect, it } from "vitest";
import { type AskedBefore, type AskedThing, whatDiffers } from "./what-differs.ts";

const tool = (id: string, digest = "one"): AskedThing => ({ kind: "tool", id, name: id, digest });
const agent: AskedThing = { kind: "access", id: "agent", name: "Agent", digest: null };
const before: AskedBefore = {
  durationDays: 30,
  justification: "It answers questions about refunds.",
  things: [tool("search"), tool("refund"), agent],
};

describe("what differs from the request before", () => {
  it("is nothing where the same is asked again", () => {
    expect(whatDiffers(before, { ...before, things: before.things.toReversed() })).toEqual({
      added: [],
      removed: [],
      changed: [],
      durationDays: null,
      justification: null,
    });
  });

  it("names what came, went and changed, and the days", () => {
    const after = { ...before, durationDays: 14, things: [tool("search", "two"), tool("list"), agent] };
    expect(whatDiffers(before, after)).toMatchObject({
      added: [{ name: "list" }],
      removed: [{ name: "refund" }],
      changed: [{ name: "search" }],
      durationDays: { before: 30, after: 14 },
    });
  });

  it("tells a scope from a tool of the same name", () => {
    const scope: AskedThing = { kind: "scope", id: "search", name: "search", digest: null };
    const { added, removed } = whatDiffers(before, { ...before, things: [scope, tool("refund"), agent] });
    expect([added, removed]).toEqual([[scope], [tool("search")]]);
  });

  it("shows the words that changed in the reason, and characters that mislead as their code", () => {
    const justification = "It answers questions about refunds; Luca watches it.\u202E";
    const lines = whatDiffers(before, { ...before, justification }).justification ?? [];
    expect(lines.map(({ kind }) => kind)).toEqual(["removed", "added"]);
    expect(lines[1]?.text).not.toContain("\u202E");
    expect(lines[1]?.parts?.some(({ isChanged }) => isChanged)).toBe(true);
  });
});
