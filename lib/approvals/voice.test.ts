import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { currentStage, decide, type RequestFacts, type Vote } from "./model.ts";
import { type Absence, absentInWords } from "./voice.ts";

const now = new Date("2026-11-22T12:00:00Z");
const HOUR = 3_600_000;
const away = (absentId: string, delegateId: string, from = -1, to = 1): Absence => ({
  absentId,
  absentName: absentId,
  delegateId,
  startsAt: new Date(now.getTime() + from * HOUR),
  endsAt: new Date(now.getTime() + to * HOUR),
  timeZone: "UTC",
});
const stage = (position: number, quorum: number, seatIds: string[]) => ({
  position,
  name: `Stage ${position}`,
  quorum,
  needsStepUp: false,
  words: "people",
  seatIds,
});
const base: RequestFacts = {
  state: "pending",
  requesterId: "requester",
  beneficiaryIds: ["gaining"],
  needsDistinctPeople: true,
  expiresAt: new Date("2026-12-06T12:00:00Z"),
  stages: [stage(1, 1, ["ada", "carl"])],
  votes: [],
  absences: [away("ada", "bea")],
  staleReason: null,
};
const person = (userId: string): PersonActor => ({
  kind: "person",
  organizationId: "o",
  organizationName: "O",
  userId,
  sessionId: "s",
  email: "a@b.example",
  name: userId,
  roles: ["member"],
  authenticatedAt: now,
});
const vote = (deciderId: string, stagePosition = 1, onBehalfOfId: string | null = null): Vote => ({
  deciderId,
  onBehalfOfId,
  decision: "approve",
  stagePosition,
});
const two = { ...base, stages: [stage(1, 2, ["ada", "carl"])] };

describe("a delegate", () => {
  const cases: [string, Partial<RequestFacts>, string, string | null | RegExp][] = [
    ["answers for who is away", {}, "bea", "ada"],
    ["is not needed by who came back first", {}, "ada", null],
    ["of nobody is not asked", {}, "dan", /asks people/],
    ["answers not before the period", { absences: [away("ada", "bea", 1, 2)] }, "bea", /asks people/],
    ["nor when it is over", { absences: [away("ada", "bea", -2, 0)] }, "bea", /asks people/],
    ["nor where absences are not told", { absences: [] }, "bea", /asks people/],
    ["who asked does not answer", { absences: [away("ada", "requester")] }, "requester", /You asked/],
    ["who gains does not answer", { absences: [away("ada", "gaining")] }, "gaining", /would gain/],
    [
      "does not answer for who gains",
      { absences: [away("gaining", "bea")], stages: [stage(1, 1, ["gaining"])] },
      "bea",
      /could not decide/,
    ],
    [
      "does not answer for who asked",
      { absences: [away("requester", "bea")], stages: [stage(1, 1, ["requester"])] },
      "bea",
      /could not decide/,
    ],
    [
      "of a delegate is not asked",
      { absences: [away("ada", "bea"), away("bea", "dan")] },
      "dan",
      /asks people/,
    ],
    ["who is asked answers for themselves", { absences: [away("ada", "carl")] }, "carl", null],
    [
      "has one vote of their own",
      { ...two, absences: [away("ada", "carl")], votes: [vote("carl")] },
      "carl",
      /already/,
    ],
    ["answers once for one", { ...two, votes: [vote("bea", 1, "ada")] }, "bea", /already/],
    ["has answered, so who was away has", { ...two, votes: [vote("bea", 1, "ada")] }, "ada", /Your delegate/],
    ["comes too late after who was away", { ...two, votes: [vote("ada")] }, "bea", /ada has answered/],
    [
      "of two who are away counts once",
      { ...two, absences: [away("ada", "bea"), away("carl", "bea")], votes: [vote("bea", 1, "ada")] },
      "bea",
      /already/,
    ],
    [
      "who is asked in another stage does not answer for another where people are to differ",
      { stages: [stage(1, 1, ["ada"]), stage(2, 1, ["bea"])] },
      "bea",
      /another stage/,
    ],
    [
      "who is asked in another stage answers where people may be the same",
      { stages: [stage(1, 1, ["ada"]), stage(2, 1, ["bea"])], needsDistinctPeople: false },
      "bea",
      "ada",
    ],
    [
      "has used up the voice of who was away in later stages, too",
      { stages: [stage(1, 1, ["ada"]), stage(2, 1, ["ada", "carl"])], votes: [vote("bea", 1, "ada")] },
      "ada",
      /Your delegate/,
    ],
  ];
  it.each(cases)("%s", (_name, change, who, expected) => {
    const verdict = decide({ ...base, ...change }, "approve", person(who), now);
    if (expected instanceof RegExp) {
      expect(verdict).toMatchObject({ ok: false, reason: expect.stringMatching(expected) });
    } else {
      expect(verdict.ok && (verdict.onBehalfOf?.absentId ?? null)).toBe(expected);
    }
  });

  it("is told for whom, and until when", () => {
    const until = (endsAt: string, timeZone: string) =>
      absentInWords({ absentName: "Ada", endsAt: new Date(endsAt), timeZone });
    expect(until("2026-12-04T00:00:00Z", "UTC")).toBe("Ada, who is away until 3 December 2026");
    expect(until("2026-12-04T05:00:00Z", "America/New_York")).toBe("Ada, who is away until 3 December 2026");
  });

  it("never gives anybody more than one voice: as many people answer as stages ask, and each is answered for once", () => {
    const id = fc.constantFrom("a", "b", "c", "d", "e", "f", "requester", "gaining");
    const stages = fc.array(
      fc.record({ quorum: fc.integer({ min: 1, max: 3 }), seats: fc.uniqueArray(id) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    );
    const absences = fc.uniqueArray(fc.tuple(id, id), { selector: ([absent]) => absent, maxLength: 6 });
    const tries = fc.array(fc.tuple(id, fc.integer({ min: -2, max: 2 })), { maxLength: 40 });
    fc.assert(
      fc.property(
        stages,
        absences,
        tries,
        fc.boolean(),
        (asked, delegated, attempts, needsDistinctPeople) => {
          let request: RequestFacts = {
            ...base,
            needsDistinctPeople,
            stages: asked.map(({ quorum, seats }, index) => stage(index + 1, quorum, seats)),
            absences: delegated.flatMap(([one, other]) => (one === other ? [] : [away(one, other)])),
          };
          for (const [who, hours] of attempts) {
            const at = new Date(now.getTime() + hours * HOUR);
            const verdict = decide(request, "approve", person(who), at);
            if (!verdict.ok) continue;
            const onBehalfOfId = verdict.onBehalfOf?.absentId ?? null;
            request = {
              ...request,
              votes: [...request.votes, vote(who, verdict.stagePosition, onBehalfOfId)],
            };
            if (verdict.next !== "pending") break;
          }
          const groups = needsDistinctPeople
            ? [request.votes]
            : request.stages.map(({ position }) =>
                request.votes.filter((one) => one.stagePosition === position),
              );
          for (const votes of groups) {
            const voices = votes.flatMap((one) => [one.deciderId, one.onBehalfOfId ?? []].flat());
            expect(new Set(voices).size).toBe(voices.length);
            expect(voices).not.toContain("requester");
            expect(voices).not.toContain("gaining");
          }
          for (const { stagePosition, deciderId, onBehalfOfId } of request.votes) {
            const seated = request.stages.find(({ position }) => position === stagePosition)?.seatIds;
            expect(seated).toContain(onBehalfOfId ?? deciderId);
          }
          if (currentStage(request) === null) {
            for (const { position, quorum } of request.stages) {
              const answered = request.votes.filter((one) => one.stagePosition === position);
              expect(new Set(answered.map((one) => one.deciderId)).size).toBe(quorum);
            }
          }
        },
      ),
    );
  });
});
