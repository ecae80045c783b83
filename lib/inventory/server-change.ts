import { type Actor, hasRole } from "../kernel/actor.ts";
import type { JsonObject } from "../kernel/events.ts";
import type { Environment, Impact } from "../kernel/generated/enums.ts";
import type { ServerFacts } from "./facts.ts";
import { isRegulatedDataClass } from "./regulated-evidence.ts";
import { decideReviewDate, pulledIn, type ReviewClock } from "./review-date.ts";

/** What of a server's record can be set, on its page or for many servers at once. */
export type ServerRecord = Pick<
  ServerFacts,
  | "name"
  | "purpose"
  | "environment"
  | "criticality"
  | "team"
  | "dataClasses"
  | "tags"
  | "serverRoleId"
  | "nextReviewOn"
>;

/** What says by when a server is reviewed, besides its record. */
export interface ReviewTerms {
  clock: ReviewClock;
  /** The gravest of its enabled tools; null while there is none. */
  impact: Impact | null;
  /** When it was reviewed last, or else registered. */
  from: Date;
}

export interface ServerOwners {
  ownerId: string | null;
  backupOwnerId: string | null;
}

/** Invalid names the fields; `reason` is the first of their messages. */
export type ChangeVerdict =
  | { ok: true }
  | { ok: false; code: "forbidden" | "invalid"; reason: string; fields: Record<string, string> };

/**
 * The record with its review day pulled in to the latest that a new environment or criticality allows. A day that is
 * chosen together with them stays, and is judged by `decideChange`.
 */
export function withAllowedReviewDay(
  before: ServerRecord,
  after: ServerRecord,
  { clock, impact, from }: ReviewTerms,
  now: Date,
): ServerRecord {
  const isChosen = after.nextReviewOn.getTime() !== before.nextReviewOn.getTime();
  const isJudgedAnew = after.environment !== before.environment || after.criticality !== before.criticality;
  if (isChosen || !isJudgedAnew) return after;
  return { ...after, nextReviewOn: pulledIn(clock, { ...after, impact, from }, before.nextReviewOn, now) };
}

/** Whether a server's record may become `after`: the one place where this is decided. */
export function decideChange(
  server: ServerFacts,
  after: ServerRecord,
  known: {
    actor: Actor;
    now: Date;
    roleExists: (id: string) => boolean;
    /** Grants in force on it were approved for less than production. */
    isGrantedForLess: boolean;
    review: ReviewTerms;
  },
): ChangeVerdict {
  const fields: Record<string, string> = {};
  if (after.serverRoleId !== server.serverRoleId) {
    if (!hasRole(known.actor, "admin")) {
      const reason = "Only an administrator changes the server role: it is the ceiling for this server.";
      return { ok: false, code: "forbidden", reason, fields: {} };
    }
    if (after.serverRoleId !== null && !known.roleExists(after.serverRoleId)) {
      fields.serverRoleId = "There is no such server role. Choose one from the list.";
    }
  }
  const lowered = decideRegulatedLoss(
    server.dataClasses.filter((dataClass) => !after.dataClasses.includes(dataClass)),
    known.actor,
  );
  if (!lowered.ok) return { ok: false, code: "forbidden", reason: lowered.reason, fields: {} };
  if (after.environment === "production" && server.environment !== "production") {
    const problem = known.isGrantedForLess ? ASK_TO_MOVE : productionProblem(server);
    if (problem !== null) fields.environment = problem;
  }
  const { clock, impact, from } = known.review;
  const allowedDay = withAllowedReviewDay(
    recordOf(server),
    { ...after, nextReviewOn: server.nextReviewOn },
    known.review,
    known.now,
  );
  if (after.nextReviewOn.getTime() !== allowedDay.nextReviewOn.getTime()) {
    const verdict = decideReviewDate(clock, { ...after, impact, from }, after.nextReviewOn, known.now);
    if (!verdict.ok) fields.nextReviewOn = verdict.reason;
  }
  return verdictOf(fields);
}

/** What was approved for less would be in force in production with nobody asked (docs/decisions/0010). */
export const ASK_TO_MOVE =
  "Grants are in force on it, so its move to production is decided by others: ask for it with “Move to production” on its page. Where nothing is granted, it can be moved like this.";

/** Why a server cannot be moved to production now, or null. */
export function productionProblem(server: Pick<ServerFacts, "environment" | "backupOwnerId">): string | null {
  if (server.environment === "production") return "It is in production already.";
  return server.backupOwnerId === null
    ? "A server in production needs a backup owner. Name one first."
    : null;
}

/**
 * Whether this actor may say that regulated data are out of a server's reach. What its tools may do is judged by it,
 * so whoever asks for them must not lower the judgement: an administrator does.
 */
export function decideRegulatedLoss(
  lost: readonly string[],
  actor: Actor,
): { ok: true } | { ok: false; reason: string } {
  const regulated = lost.filter(isRegulatedDataClass);
  if (regulated.length === 0 || hasRole(actor, "admin")) return { ok: true };
  const reason = `Only an administrator says that ${regulated.join(" and ")} data are no longer in reach: the impact of its tools follows from that.`;
  return { ok: false, reason };
}

/** A person whom somebody wants to answer for a server. */
export interface Answerer {
  isActive: boolean;
  /** Whether their roles let them change what they would answer for. */
  mayAnswer: boolean;
}

/** Whether these may answer for a server: two active people who may change it, in production always two. */
export function decideOwners(
  server: { environment: Environment | null },
  after: ServerOwners,
  personOf: (id: string) => Answerer | undefined,
): ChangeVerdict {
  const { ownerId, backupOwnerId } = after;
  const fields: Record<string, string> = {};
  const ownerUnfit = ownerId === null ? "A server needs an owner. Choose one." : whyUnfit(personOf(ownerId));
  if (ownerUnfit !== null) fields.ownerId = ownerUnfit;
  if (backupOwnerId !== null) {
    const backupUnfit = whyUnfit(personOf(backupOwnerId));
    if (backupUnfit !== null) fields.backupOwnerId = backupUnfit;
    if (backupOwnerId === ownerId) fields.backupOwnerId = "Choose somebody other than the owner.";
  } else if (server.environment === "production") {
    fields.backupOwnerId = "A server in production needs a backup owner.";
  }
  return verdictOf(fields);
}

export const NOT_ACTIVE = "This person is not an active member of the organization. Choose somebody else.";
const MAY_ONLY_READ = "This person may only read. An administrator gives them the role member first.";

function whyUnfit(person: Answerer | undefined): string | null {
  if (person?.isActive !== true) return NOT_ACTIVE;
  return person.mayAnswer ? null : MAY_ONLY_READ;
}

export function recordOf(server: ServerFacts): ServerRecord {
  const { name, purpose, environment, criticality, team, dataClasses, tags, serverRoleId, nextReviewOn } =
    server;
  return { name, purpose, environment, criticality, team, dataClasses, tags, serverRoleId, nextReviewOn };
}

/** The record as the trail shows it: days as YYYY-MM-DD, lists in order. */
export function shownRecord(record: ServerRecord): JsonObject {
  return {
    ...record,
    dataClasses: record.dataClasses.toSorted(),
    tags: record.tags.toSorted(),
    nextReviewOn: record.nextReviewOn.toISOString().slice(0, 10),
  };
}

function verdictOf(fields: Record<string, string>): ChangeVerdict {
  const [reason] = Object.values(fields);
  return reason === undefined ? { ok: true } : { ok: false, code: "invalid", reason, fields };
}
