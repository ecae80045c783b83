import { describe, expect, it } from "vitest";
import { type Change, type Changeable, change, changeInWords, changeProblem } from "./change.ts";
import { answersProblem } from "./server-questions.ts";

const now = new Date("2026-11-22T12:00:00.000Z");
const grant: Changeable = { kind: "access", endsAt: new Date("2026-12-22T12:00:00.000Z"), breadth: null };
const scope: Changeable = { ...grant, kind: "scope", breadth: "broad" };
const server: Changeable = { kind: "server", endsAt: null, breadth: null };
const key: Changeable = { kind: "credential", endsAt: null, breadth: null };

describe("a change", () => {
  it.each<[string, Change, Changeable, boolean]>([
    ["ends sooner", { days: 29 }, grant, true],
    ["ends when it ends anyway", { days: 30 }, grant, false],
    ["ends later", { days: 31 }, grant, false],
    ["gives an end to what has none", { days: 400 }, key, true],
    ["gives a server an end", { days: 1 }, server, false],
    ["narrows a scope", { breadth: "narrow" }, scope, true],
    ["leaves a scope as broad", { breadth: "broad" }, scope, false],
    ["narrows what is no scope", { breadth: "narrow" }, grant, false],
    ["asks in words", { words: "Use the read-only role." }, server, true],
  ])("that %s: %j", (_name, wanted, thing, isOne) => {
    expect(changeProblem(wanted, thing, now) === null).toBe(isOne);
  });

  it.each([
    {},
    { days: 0 },
    { days: 1.5 },
    { breadth: "wildcard" },
    { words: "" },
    { days: 3, words: "Both." },
  ])("is one thing, said whole: not %j", (said) => expect(change.safeParse(said).success).toBe(false));

  it("is said in words", () => {
    const all: Change[] = [{ days: 1 }, { days: 7 }, { breadth: "narrow" }, { words: "Other." }];
    expect(all.map(changeInWords)).toEqual([
      "Ends a day after the answer",
      "Ends 7 days after the answer",
      "Scope made narrow",
      "Other.",
    ]);
  });
});

describe("a server that goes on", () => {
  const well = {
    neededFor: "Tickets.",
    credentialHolder: "Platform.",
    roleIsRight: "yes",
    pathIsCurrent: "yes",
  } as const;
  it("says why where its role is not right or its revocation path not current", () => {
    expect(answersProblem(well, null)).toBeNull();
    expect(answersProblem({ ...well, roleIsRight: "no" }, " ")).toMatch(/role is not right/);
    expect(answersProblem({ ...well, pathIsCurrent: "no" }, null)).toMatch(/revocation path/);
    expect(answersProblem({ ...well, pathIsCurrent: "no" }, "It is rehearsed on Friday.")).toBeNull();
  });
});
