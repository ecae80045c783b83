import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor, PersonActor, Role } from "#lib/kernel/actor.ts";
import { committedMatrix, printMatrix } from "#tests/print-matrix.ts";
import { allowed, decide, type PersonalAction, type RequestFacts } from "./model.ts";
import { REQUEST_STATES } from "./states.ts";

const now = new Date("2026-11-30T12:00:00Z");
const ACTIONS: PersonalAction[] = ["approve", "reject", "ask_changes", "comment", "resubmit", "withdraw"];

const stage = (position: number, seatIds: string[], needsStepUp = false) => ({
  position,
  name: `Stage ${position}`,
  quorum: 1,
  needsStepUp,
  words: "somebody",
  seatIds,
});

const pending: RequestFacts = {
  state: "pending",
  requesterId: "requester",
  beneficiaryIds: ["beneficiary"],
  needsDistinctPeople: true,
  expiresAt: new Date("2026-12-06T12:00:00Z"),
  stages: [stage(1, ["approver", "requester", "beneficiary"]), stage(2, ["later"])],
  votes: [],
  staleReason: null,
  changesAskedBy: null,
};
const sentBack: RequestFacts = { ...pending, changesAskedBy: "Priya" };

function person(userId: string, roles: Role[]): PersonActor {
  const names = { organizationId: "o", organizationName: "O", email: "a@b.example", name: "A" };
  return { kind: "person", ...names, userId, sessionId: "s", roles, authenticatedAt: now };
}

const ACTORS: Record<string, Actor> = {
  "approver of the stage": person("approver", ["approver"]),
  "approver of a later stage": person("later", ["approver"]),
  "requester who approves": person("requester", ["member", "approver", "admin"]),
  "beneficiary who approves": person("beneficiary", ["approver"]),
  administrator: person("admin", ["admin"]),
  "another member": person("member", ["member"]),
  auditor: person("auditor", ["auditor"]),
  token: { kind: "token", organizationId: "o", tokenId: "t", name: "T", scopes: ["requests:read"] },
  job: { kind: "system", organizationId: "o", job: "j" },
};

const answerOf = (request: RequestFacts, who: string, action: PersonalAction) => {
  const verdict = decide(request, action, ACTORS[who] as Actor, now);
  return verdict.ok ? verdict.next : verdict.code;
};

describe("what people do with a request", () => {
  it("is let through exactly as the committed matrix says, before and after changes were asked for", () => {
    const byState = printMatrix(
      [...REQUEST_STATES, "pending, sent back", "pending, expired"],
      ACTIONS,
      (name, action) => {
        const [state = "", more] = name.split(", ");
        const request = { ...(more === "sent back" ? sentBack : pending), state: state as "pending" };
        const late = more === "expired" ? { ...request, expiresAt: now } : request;
        const who = ["withdraw", "resubmit"].includes(action)
          ? "requester who approves"
          : "approver of the stage";
        return answerOf(late, who, action as PersonalAction);
      },
    );
    const people = (request: RequestFacts) =>
      printMatrix(Object.keys(ACTORS), ACTIONS, (who, action) =>
        answerOf(request, who, action as PersonalAction),
      );
    const printed = `${byState}\npending\n${people(pending)}\npending, sent back\n${people(sentBack)}`;
    expect(printed).toBe(committedMatrix("request_personal", printed));
  });

  it("says who asked for changes to whoever would approve, and that the asker sends it again", () => {
    expect(allowed(sentBack, ACTORS["approver of the stage"] as Actor, now)).toMatchObject({
      approve: "Priya asked for changes, so it waits for the person who asked to send it again.",
      askChanges: "Priya asked for changes already.",
      reject: true,
    });
  });

  it("asks for changes without a fresh sign-in, which only deciding wants", () => {
    const gravest = { ...pending, stages: [stage(1, ["approver"], true)] };
    const longAgo = { ...person("approver", ["approver"]), authenticatedAt: new Date(0) };
    expect(decide(gravest, "ask_changes", longAgo, now).ok).toBe(true);
    expect(decide(gravest, "approve", longAgo, now).ok).toBe(false);
  });

  it("never approves what was sent back, whoever acts and whenever, and never lets anything but a person act", () => {
    const anything = fc.record({
      who: fc.constantFrom(...Object.keys(ACTORS)),
      action: fc.constantFrom(...ACTIONS),
      state: fc.constantFrom(...REQUEST_STATES),
      minutes: fc.integer({ min: -20_000, max: 20_000 }),
      voted: fc.subarray(["approver", "later"]),
    });
    fc.assert(
      fc.property(anything, ({ who, action, state, minutes, voted }) => {
        const votes = voted.map((deciderId, index) => ({
          deciderId,
          decision: "approve" as const,
          stagePosition: index + 1,
        }));
        const at = new Date(now.getTime() + minutes * 60_000);
        const actor = ACTORS[who] as Actor;
        const verdict = decide({ ...sentBack, state, votes }, action, actor, at);
        if (verdict.ok) {
          expect(verdict.next).not.toBe("approved");
          expect(action).not.toBe("approve");
          expect(actor.kind).toBe("person");
          expect(state).toBe("pending");
          expect(at.getTime()).toBeLessThan(sentBack.expiresAt.getTime());
        }
      }),
    );
  });
});
