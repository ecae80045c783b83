import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor, PersonActor } from "#lib/kernel/actor.ts";
import type { BreakGlassState, BreakGlassVerdict } from "#lib/kernel/generated/enums.ts";
import type { BreakGlassTerms } from "#lib/policy/approval/policy-document.ts";
import { committedMatrix, printMatrix } from "#tests/print-matrix.ts";
import {
  afterReview,
  decideGlassRepair,
  decideReview,
  decideUse,
  GLASS_STATES,
  type GlassAsk,
  type GlassFacts,
  isLapsed,
  lacksReviewers,
} from "./broken-glass.ts";

const now = new Date("2026-11-30T12:00:00Z");
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

function person(userId: string, change: Partial<PersonActor> = {}): PersonActor {
  return {
    kind: "person",
    organizationId: "o",
    organizationName: "O",
    userId,
    sessionId: "s",
    email: "a@b.example",
    name: "A",
    roles: ["member"],
    authenticatedAt: now,
    ...change,
  };
}

const token: Actor = {
  kind: "token",
  organizationId: "o",
  tokenId: "t",
  name: "T",
  scopes: ["requests:read"],
};
const job: Actor = { kind: "system", organizationId: "o", job: "sweep" };

const TERMS: BreakGlassTerms = {
  from: [{ kind: "role", role: "member" }],
  hoursMax: 4,
  needsStepUp: true,
  impacts: ["changes_data"],
  environments: ["production"],
  reviewFrom: [{ kind: "role", role: "approver" }],
  reviewWithinHours: 24,
};

const ASK: GlassAsk = {
  terms: TERMS,
  source: "role:member",
  kind: "enable_tools",
  impact: "changes_data",
  environment: "production",
  isAutomatic: false,
  enabled: [],
  cutOff: null,
  revoked: [],
  rejected: [],
  unreviewedHref: null,
  reviewerCount: 2,
};

describe("breaking glass", () => {
  it("is for whom the policy names, with a fresh sign-in where it wants one", () => {
    expect(decideUse(ASK, person("user"), now)).toEqual({ ok: true });
    const stale = person("user", { authenticatedAt: later(-1) });
    expect(decideUse(ASK, stale, now)).toMatchObject({ ok: false, code: "refused" });
    expect(decideUse({ ...ASK, terms: { ...TERMS, needsStepUp: false } }, stale, now)).toEqual({ ok: true });
  });

  it.each<[string, Partial<GlassAsk>, Actor?]>([
    ["is off at first", { terms: null }],
    ["is not for others", { source: null }],
    ["waits for the review of the last one", { unreviewedHref: "/approvals/1" }],
    ["is for tools and access only", { kind: "grant_scopes" }],
    ["is pointless where nobody is asked", { isAutomatic: true }],
    ["keeps to the impacts of the policy", { impact: "regulated" }],
    ["keeps to the environments of the policy", { environment: "development" }],
    ["shortens nothing that is enabled", { enabled: ["refund_payment"] }],
    ["leaves what somebody suspended", { cutOff: "Admin suspended it." }],
    ["wants two others to review it", { reviewerCount: 1 }],
    ["is never for a token", {}, token],
    ["is never for a job", {}, job],
  ])("%s", (_what, change, actor = person("user")) => {
    expect(decideUse({ ...ASK, ...change }, actor, now).ok).toBe(false);
  });
});

const GLASS: GlassFacts = {
  state: "open",
  userId: "user",
  gainingIds: ["gaining"],
  repairedByIds: ["repairer"],
  seatIds: ["first", "second", "third", "user", "gaining", "repairer"],
  reviews: [],
  reviewDueAt: later(24),
};

const yes = { reviewerId: "first", verdict: "justified" as const };
const nay = { reviewerId: "first", verdict: "not_justified" as const };

describe("reviewing it", () => {
  it("every state and review is in the committed matrix", () => {
    const BEFORE = { nothing: [], justified: [yes], "not justified": [nay] };
    const canBe = (state: BreakGlassState, before: string) =>
      state === "open" ? before !== "not justified" : state !== "cut" || before === "not justified";
    const printed = printMatrix(
      GLASS_STATES.flatMap((state) =>
        Object.keys(BEFORE)
          .filter((before) => canBe(state, before))
          .map((before) => `${state}, ${before} said so far`),
      ),
      ["justified", "not_justified", "lapse"],
      (row, action) => {
        const [state, before] = row.replace(" said so far", "").split(", ") as [
          BreakGlassState,
          keyof typeof BEFORE,
        ];
        const glass = { ...GLASS, state, reviews: BEFORE[before] };
        if (action === "lapse") return isLapsed(glass, later(24)) ? "overdue" : "-";
        const isOpen = decideReview(glass, person("second")).ok;
        return isOpen ? afterReview(glass, action as BreakGlassVerdict) : "-";
      },
    );
    expect(printed).toBe(committedMatrix("break_glass", printed));
  });

  it.each<[string, Actor]>([
    ["whoever used it", person("user", { roles: ["admin", "approver"] })],
    ["whoever gains by it", person("gaining", { roles: ["approver"] })],
    ["whoever found its reviewers", person("repairer", { roles: ["admin"] })],
    ["whoever was not asked", person("stranger", { roles: ["admin"] })],
    ["a token", token],
    ["a job", job],
  ])("is not for %s", (_who, actor) => {
    expect(decideReview(GLASS, actor).ok).toBe(false);
  });

  it("is for whoever gains by it to call not justified, and for nobody else of those", () => {
    const objects = (id: string) => decideReview(GLASS, person(id), "not_justified").ok;
    expect(["gaining", "user", "repairer", "stranger"].map(objects)).toEqual([true, false, false, false]);
  });

  it("is for each once", () => {
    expect(decideReview({ ...GLASS, reviews: [yes] }, person("first")).ok).toBe(false);
    expect(decideReview({ ...GLASS, reviews: [yes] }, person("second")).ok).toBe(true);
  });

  it("lapses at its time, and with a clock that cannot be read", () => {
    expect(isLapsed(GLASS, later(23.99))).toBe(false);
    expect(isLapsed(GLASS, later(24))).toBe(true);
    expect(isLapsed(GLASS, new Date(Number.NaN))).toBe(true);
  });

  it("is closed by two different others whatever they say, and in order by no fewer", () => {
    const people = fc.constantFrom("user", "gaining", "repairer", "first", "second", "third", "stranger");
    const step = fc.record({
      who: people,
      verdict: fc.constantFrom<BreakGlassVerdict>("justified", "not_justified"),
      lapses: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let glass: GlassFacts = GLASS;
        for (const { who, verdict, lapses } of steps) {
          if (lapses && isLapsed(glass, later(30))) glass = { ...glass, state: "overdue" };
          if (!decideReview(glass, person(who), verdict).ok) continue;
          const state = afterReview(glass, verdict);
          glass = { ...glass, state, reviews: [...glass.reviews, { reviewerId: who, verdict }] };
        }
        const reviewers = new Set(glass.reviews.map(({ reviewerId }) => reviewerId));
        const isClosed = glass.state === "justified" || glass.state === "unjustified";
        expect(reviewers.size).toBe(glass.reviews.length);
        expect(isClosed).toBe(reviewers.size === 2);
        const able = ["first", "second", "third", "gaining"];
        expect([...reviewers].every((id) => able.includes(id))).toBe(true);
        if (glass.state === "justified") {
          expect(reviewers.has("gaining")).toBe(false);
          expect(glass.reviews.every(({ verdict }) => verdict === "justified")).toBe(true);
        }
        if (glass.state === "open") {
          expect(glass.reviews.every(({ verdict }) => verdict === "justified")).toBe(true);
        }
      }),
    );
  });
});

describe("its reviewers", () => {
  const alone = { ...GLASS, seatIds: ["first"] };

  it("are missing when fewer are left than reviews are wanted", () => {
    expect(lacksReviewers(GLASS)).toBe(false);
    expect(lacksReviewers(alone)).toBe(true);
    expect(lacksReviewers({ ...GLASS, seatIds: ["first", "second"], reviews: [yes] })).toBe(false);
    expect(lacksReviewers({ ...alone, state: "justified" })).toBe(false);
  });

  it("are found anew by somebody without another part in it", () => {
    expect(decideGlassRepair(alone, person("admin")).ok).toBe(true);
    expect(decideGlassRepair(GLASS, person("admin")).ok).toBe(false);
    expect(decideGlassRepair(alone, person("user")).ok).toBe(false);
    expect(decideGlassRepair(alone, person("first")).ok).toBe(false);
    expect(decideGlassRepair({ ...alone, reviews: [yes] }, person("first")).ok).toBe(false);
    expect(decideGlassRepair(alone, token).ok).toBe(false);
  });
});
