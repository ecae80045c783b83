import { describe, expect, it } from "vitest";
import { committedMatrix, printMatrix } from "#tests/print-matrix.ts";
import { type PersonActor, type Role, systemActor } from "../kernel/actor.ts";
import {
  type Candidate,
  decideClaim,
  decideNewOffer,
  decideOffer,
  OFFER_ACTIONS,
  OFFER_STATES,
  OFFER_TRANSITIONS,
  type OfferFacts,
  type Seats,
} from "./ownership-offer.ts";

const NOW = new Date("2026-06-01T12:00:00Z");
const LATER = new Date("2026-06-15T12:00:00Z");

function person(userId: string, ...roles: Role[]): PersonActor {
  const email = `${userId}@x.example`;
  const session = {
    sessionId: "s",
    authenticatedAt: new Date(0),
    organizationId: "o",
    organizationName: "O",
  };
  return { kind: "person", userId, email, name: userId, roles, ...session };
}

const candidate = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  name: id,
  isActive: true,
  mayAnswer: true,
  ...more,
});

const server: Seats = {
  state: "active",
  owner: { id: "olga", isActive: true },
  backupOwner: { id: "bert", isActive: true },
};
const orphan: Seats = { ...server, owner: { id: "olga", isActive: false } };
const offer: OfferFacts = {
  state: "offered",
  seat: "owner",
  holderId: "olga",
  madeById: "olga",
  madeBy: { name: "olga", isActive: true, isAdmin: false },
  receiver: candidate("rita"),
  expiresAt: LATER,
};
const claim: OfferFacts = { ...offer, state: "claimed", madeById: "rita" };

const PEOPLE = {
  owner: person("olga", "member"),
  backup: person("bert", "member"),
  receiver: person("rita", "member"),
  "receiver, admin": person("rita", "admin"),
  admin: person("anna", "admin"),
  member: person("mia", "member"),
  system: systemActor("o", "sweep"),
};

describe("an offer's life", () => {
  it("prints what every state allows", () => {
    const next = (state: string, action: string) =>
      (OFFER_TRANSITIONS as Record<string, Record<string, string>>)[state]?.[action] ?? "-";
    const printed = printMatrix(OFFER_STATES, OFFER_ACTIONS, next);
    expect(printed).toBe(committedMatrix("ownership_offer", printed));
  });

  it("prints who may answer what", () => {
    const answers = ["accept", "confirm", "decline", "withdraw"] as const;
    const rows = Object.keys(PEOPLE) as (keyof typeof PEOPLE)[];
    const columns = ["offered", "claimed"].flatMap((state) => answers.map((answer) => `${state}: ${answer}`));
    const cell = (who: string, column: string) => {
      const [state, answer] = column.split(": ") as [string, (typeof answers)[number]];
      const actor = PEOPLE[who as keyof typeof PEOPLE];
      const [asked, of] = state === "offered" ? [offer, server] : [claim, orphan];
      const verdict = decideOffer(asked, of, answer, actor, NOW);
      return verdict.ok ? "yes" : verdict.code;
    };
    const printed = printMatrix(rows, columns, cell);
    expect(printed).toBe(committedMatrix("ownership_answer", printed));
  });
});

describe("offering a seat", () => {
  const offering = (seat: "owner" | "backup", to: Candidate, by: PersonActor, from: Seats = server) =>
    decideNewOffer(from, { seat, receiver: to }, by);

  it("is for the owner and administrators; the backup's seat for the backup owner too", () => {
    expect(offering("owner", candidate("rita"), PEOPLE.owner).ok).toBe(true);
    expect(offering("owner", candidate("rita"), PEOPLE.admin).ok).toBe(true);
    expect(offering("owner", candidate("rita"), PEOPLE.backup)).toMatchObject({ code: "forbidden" });
    expect(offering("backup", candidate("rita"), PEOPLE.backup).ok).toBe(true);
    expect(offering("backup", candidate("rita"), PEOPLE.member)).toMatchObject({ code: "forbidden" });
  });

  it("may be to the backup owner, who moves up; the backup's seat is not the owner's", () => {
    expect(offering("owner", candidate("bert"), PEOPLE.owner).ok).toBe(true);
    expect(offering("owner", candidate("bert"), PEOPLE.admin, orphan).ok).toBe(true);
    expect(offering("backup", candidate("olga"), PEOPLE.admin)).toMatchObject({
      code: "refused",
      reason: expect.stringContaining("two people"),
    });
  });

  it.each([
    ["somebody who left", candidate("rita", { isActive: false })],
    ["somebody who may only read", candidate("rita", { mayAnswer: false })],
    ["the holder of the seat", candidate("olga")],
    ["oneself", candidate("anna")],
  ])("refuses %s, with the reason", (_who, receiver) => {
    const verdict = offering("owner", receiver, PEOPLE.admin);
    expect(verdict).toMatchObject({ ok: false, code: "refused", reason: expect.stringMatching(/\.$/) });
  });

  it("is over once the server is", () => {
    for (const state of ["revoked", "retired"] as const) {
      expect(offering("owner", candidate("rita"), PEOPLE.admin, { ...server, state }).ok).toBe(false);
    }
  });
});

describe("accepting", () => {
  it("comes too late at the very moment the time is over, and on a clock that makes no sense", () => {
    const accept = (now: Date) => decideOffer(offer, server, "accept", PEOPLE.receiver, now).ok;
    expect(accept(new Date(LATER.getTime() - 1))).toBe(true);
    expect(accept(LATER)).toBe(false);
    expect(accept(new Date(Number.NaN))).toBe(false);
  });

  it.each([
    ["the seat went to somebody else", { owner: { id: "otto", isActive: true } }],
    ["the server was revoked", { state: "revoked" }],
  ] satisfies [string, Partial<Seats>][])("is refused when %s meanwhile", (_what, change) => {
    const verdict = decideOffer(offer, { ...server, ...change }, "accept", PEOPLE.receiver, NOW);
    expect(verdict).toMatchObject({ ok: false, code: "refused" });
  });
});

it("leads nowhere once who offered it may no longer give the seat", () => {
  const backupSeat: OfferFacts = { ...offer, seat: "backup", holderId: "bert" };
  const accept = (asked: OfferFacts, of: Seats = server) =>
    decideOffer(asked, of, "accept", PEOPLE.receiver, NOW).ok;
  expect(accept(backupSeat)).toBe(true);
  expect(accept(backupSeat, { ...server, owner: { id: "otto", isActive: true } })).toBe(false);
  const byAdmin: OfferFacts = { ...offer, madeById: "anna", madeBy: { ...offer.madeBy, isAdmin: true } };
  expect(accept(byAdmin)).toBe(true);
  expect(accept({ ...byAdmin, madeBy: { ...byAdmin.madeBy, isAdmin: false } })).toBe(false);
  expect(accept({ ...byAdmin, madeBy: { ...byAdmin.madeBy, isActive: false } })).toBe(false);
});

it("does not confirm a claim once the owner is back", () => {
  const admin = PEOPLE.admin;
  expect(decideOffer(claim, orphan, "confirm", admin, NOW).ok).toBe(true);
  expect(decideOffer(claim, server, "confirm", admin, NOW)).toMatchObject({ code: "refused" });
});

describe("claiming", () => {
  it("is for servers nobody answers for", () => {
    expect(decideClaim(server, candidate("mia"))).toMatchObject({ ok: false });
    expect(decideClaim(orphan, candidate("mia"))).toEqual({ ok: true, isImmediate: false });
    expect(decideClaim({ ...server, owner: null }, candidate("mia")).ok).toBe(true);
    expect(decideClaim({ ...orphan, state: "retired" }, candidate("mia")).ok).toBe(false);
    expect(decideClaim(orphan, candidate("mia", { mayAnswer: false })).ok).toBe(false);
  });

  it("takes effect at once for the backup owner, who answers already", () => {
    expect(decideClaim(orphan, candidate("bert"))).toEqual({ ok: true, isImmediate: true });
  });
});
