import type { ItemDecision } from "#lib/kernel/generated/enums.ts";
import { dayInWords } from "../kernel/day-in-words.ts";
import type { ReviewRisk, ReviewSubject } from "./campaign-definition.ts";
import type { NoResponseByRisk } from "./model.ts";
import { isRemoval } from "./model.ts";

/** Carries out the answers of one review. */
export const CLOSE_TASK = "close-review";

/** Items whose answers are carried out in one transaction. */
export const CLOSE_CHUNK = 1_000;
/** Positions that are looked through for them. What is kept needs no more than a word. */
export const CLOSE_SPAN = 20_000;

/** After so many tries in vain a person has to look at it. */
export const ATTEMPTS_MAX = 5;

const BACKOFF_MINUTES = [1, 5, 15, 60] as const;

/** When what failed for the `attempts`th time is tried again; null when it is not tried again by itself. */
export function nextAttemptAt(attempts: number, now: Date): Date | null {
  if (attempts >= ATTEMPTS_MAX) return null;
  const minutes = BACKOFF_MINUTES[attempts - 1] ?? 60;
  return new Date(now.getTime() + minutes * 60_000);
}

/** What closing does with an item. */
export type Fate = "keep" | "remove" | "change";

interface Answered {
  decision: ItemDecision;
  risk: ReviewRisk;
}

export function fateOf(item: Answered, noResponse: NoResponseByRisk): Fate {
  if (item.decision === "change") return "change";
  return isRemoval(item, noResponse) ? "remove" : "keep";
}

/** What an item is about, as it is now. */
export interface Thing {
  /** The grant's own id, or that of the one in its place; the credential's or the server's. */
  id: string;
  /** It has ended, or is cut off. A grant that has run out has ended, as one that was revoked. */
  isOver: boolean;
  /** The grant ran out, and nobody revoked it. */
  isExpired: boolean;
  /** The grant was carried on or replaced since. */
  isSuccessor: boolean;
  /** Of a grant of a tool: whether the tool can still be called. */
  isToolEnabled: boolean;
  expiresAt: Date | null;
}

/** What is not on record any more. */
export function goneThing(id: string): Thing {
  return {
    id,
    isOver: true,
    isExpired: false,
    isSuccessor: false,
    isToolEnabled: false,
    expiresAt: null,
  };
}

/** What came of an item of which nothing was left to end or to change. */
export const ENDED_BEFORE = "It had ended before the review closed.";
export const EXPIRED_BEFORE = "It had expired before the review closed.";

/** An answer of Steward's own decisions on what was cut off. */
export interface Decision {
  isAllowed: boolean;
  code: string;
  words: string;
}

/** Reasons for a no that say nothing of the thing itself. */
const NO_PROOF: Record<"tool" | "access" | "server", readonly string[]> = {
  tool: ["consumer_inactive", "unknown_consumer", "no_access", "access_"],
  access: ["unknown_consumer"],
  server: ["unknown_consumer", "consumer_inactive", "no_access", "access_", "tool_", "unknown_tool"],
};
const NEVER_PROOF = ["unavailable", "unreadable_clock", "snapshot_stale", "unknown_action", "malformed"];

export interface Done {
  subjectKind: ReviewSubject;
  decision: ItemDecision;
  risk: ReviewRisk;
  /** What a change asks for by now; null for a removal. */
  endsAt: Date | null;
  /** Until when a change in words is asked for; null for everything else. */
  askedUntil: Date | null;
}

export type Verification = { ok: true; words: string } | { ok: false; words: string };

/**
 * Whether what was carried out has come true: looked at again, and asked of Steward's own decisions where they decide on
 * it. `decision` is null where they do not.
 */
export function verify(done: Done, thing: Thing, decision: Decision | null): Verification {
  const what = nameOf(done.subjectKind, thing);
  if (done.decision === "change") return verifyChange(done, thing, what);
  if (!thing.isOver) return { ok: false, words: `Looked at afterwards, ${what} is not ${overWord(done)}.` };
  if (thing.isToolEnabled) {
    return { ok: false, words: `Looked at afterwards, ${what} is revoked, but its tool is still enabled.` };
  }
  if (decision?.isAllowed) {
    return {
      ok: false,
      words: `Looked at afterwards, ${what} is revoked, but it can still be used: ${decision.words}`,
    };
  }
  if (decision !== null && !proves(done.subjectKind, decision.code)) {
    return { ok: false, words: `Nothing could be proven: ${decision.words}` };
  }
  const tool = done.subjectKind === "tool" ? " and its tool not enabled" : "";
  const said = decision === null ? "" : ` The decision on it is no: ${decision.words}`;
  return { ok: true, words: `Looked at afterwards, ${what} is ${overWord(done)}${tool}.${said}` };
}

function verifyChange(done: Done, thing: Thing, what: string): Verification {
  // Nothing of Steward carries out a sentence.
  if (done.endsAt === null) return { ok: true, words: askedInWords(done) };
  if (thing.isOver) return { ok: true, words: `Looked at afterwards, ${what} has ended.` };
  const day = done.endsAt.toISOString().slice(0, 10);
  return thing.expiresAt !== null && thing.expiresAt <= done.endsAt
    ? {
        ok: true,
        words: `Looked at afterwards, ${what} ends on ${thing.expiresAt.toISOString().slice(0, 10)}.`,
      }
    : { ok: false, words: `Looked at afterwards, ${what} does not end by ${day}.` };
}

function askedInWords({ askedUntil }: Done): string {
  const until = askedUntil === null ? "" : ` until ${dayInWords(askedUntil.toISOString().slice(0, 10))}`;
  return `Asked of whoever answers for the server${until}: Steward does not carry out words.`;
}

function proves(kind: ReviewSubject, code: string): boolean {
  const not = kind === "tool" || kind === "access" || kind === "server" ? NO_PROOF[kind] : [];
  return ![...not, ...NEVER_PROOF].some((beginning) => code.startsWith(beginning));
}

function overWord({ subjectKind }: Done): string {
  if (subjectKind === "credential") return "marked as revoked";
  return subjectKind === "server" ? "cut off" : "revoked";
}

export function nameOf(kind: ReviewSubject, thing: Pick<Thing, "isSuccessor">): string {
  if (kind === "credential") return "the credential";
  if (kind === "server") return "the server";
  return thing.isSuccessor ? "the newer grant in its place" : "the grant";
}
