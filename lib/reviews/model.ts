/**
 * The reviews room: a frozen population of grants, one answer each, a close that is carried out and proven.
 *
 * Promises: the population cannot change once frozen; only an item's reviewer answers for it, and nobody for their
 * own access; no response is never recorded as a decision; the numbers of a review always tie out.
 * Refuses to know: how a grant is ended (the grants room does that) and who asked for it.
 */
import { type Actor, actingPerson } from "#lib/kernel/actor.ts";
import type { CampaignState, ItemDecision } from "#lib/kernel/generated/enums.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import type { CampaignDefinition, NoResponse, ReviewRisk } from "./campaign-definition.ts";
import { type ReviewAbsence, voiceOf } from "./voice.ts";

export type CampaignAction =
  | "change"
  | "stage"
  | "unstage"
  | "discard"
  | "start"
  | "begin-close"
  | "close"
  | "sign";
export type ItemAction = "keep" | "revoke" | "change" | "undo";

export type Verdict<State> =
  | { ok: true; next: State }
  /** `forbidden` is never for this person; `refused` is not now, or not like this. */
  | { ok: false; code: "forbidden" | "refused"; reason: string };

export const CAMPAIGN_TRANSITIONS = {
  draft: { change: "draft", stage: "staged", discard: "discarded" },
  staged: { unstage: "draft", start: "running", discard: "discarded" },
  running: { "begin-close": "closing" },
  closing: { close: "closed" },
  closed: { sign: "signed" },
  signed: {},
  discarded: {},
} as const satisfies Record<CampaignState, Partial<Record<CampaignAction, CampaignState>>>;

export const ITEM_TRANSITIONS = {
  undecided: { keep: "keep", revoke: "revoke", change: "change" },
  keep: { keep: "keep", revoke: "revoke", change: "change", undo: "undecided" },
  revoke: { keep: "keep", revoke: "revoke", change: "change", undo: "undecided" },
  change: { keep: "keep", revoke: "revoke", change: "change", undo: "undecided" },
} as const satisfies Record<ItemDecision, Partial<Record<ItemAction, ItemDecision>>>;

/** A decision can be taken back for this long, by whoever made it; after that it can only be made anew. */
export const UNDO_MS = 10_000;

/** Where a campaign's state goes, or why it does not. */
export function decideCampaign(state: CampaignState, action: CampaignAction): Verdict<CampaignState> {
  const next = (CAMPAIGN_TRANSITIONS[state] as Partial<Record<CampaignAction, CampaignState>>)[action];
  return next === undefined ? refuse(whyNot(state, action)) : { ok: true, next };
}

function whyNot(state: CampaignState, action: CampaignAction): string {
  if (action === "start" && state === "draft") return "Its population is not frozen yet. Stage it first.";
  if (action === "sign" && state !== "signed" && state !== "discarded")
    return "It is signed once it is closed.";
  if (action === "change" && state === "staged")
    return "Its population is frozen. Take it back for editing first.";
  return NOT_NOW[state];
}

const NOT_NOW: Record<CampaignState, string> = {
  draft: "This review has not started yet.",
  staged: "This review has not started yet.",
  running: "This review is running already.",
  closing: "This review is being closed.",
  closed: "This review is closed, and what it decided is done.",
  signed: "This review is closed and signed.",
  discarded: "This review was given up before it started.",
};

/** Why nothing is answered in a review in this state; null when it runs. */
export function notRunning(state: CampaignState): string | null {
  return state === "running" ? null : NOT_NOW[state];
}

/** What closing does with what nobody answered for. */
export type NoResponseByRisk = Readonly<Record<ReviewRisk, NoResponse>>;

/** What an item's verdict rests on. */
export interface ItemToDecide {
  campaignState: CampaignState;
  /** Whether it stands at the stage that is open. */
  isOpenStage: boolean;
  /** What it is about ended while the review ran, so that nobody is asked about it any more. */
  hasEnded: boolean;
  decision: ItemDecision;
  reviewerId: string | null;
  decidedById: string | null;
  decidedAt: Date | null;
  /** When somebody was asked to look again, because the first answer came too fast. */
  sampledAt?: Date | null;
  risk: ReviewRisk;
  /** When the review asks for a reason. */
  needsReason: CampaignDefinition["needsReason"];
  /** Who owns the consumer whose access is reviewed, now. */
  consumerOwnerId: string | null;
  /** Who owned it when the review was frozen. */
  frozenOwnerId?: string | null;
  /** Who is away, of those who review, and who answers in their place. */
  absences?: readonly ReviewAbsence[];
  /** Who answered it in an earlier stage, or before somebody was asked to look again. */
  answeredBefore?: readonly string[];
}

/** Who answers, and what is known of how. */
export interface Answering {
  userId: string;
  /** What they wrote. */
  reason: string | null;
  /** When they first opened it; null when they have not. */
  openedAt: Date | null;
}

/** May this person answer so, now? */
export function decideItem(
  item: ItemToDecide,
  action: ItemAction,
  by: Answering,
  now: Date,
): Verdict<ItemDecision> {
  const standing = itemStanding(item, action, by.userId, now);
  if (!standing.ok || action === "undo") return standing;
  if (item.risk === "high" && by.openedAt === null) {
    return refuse("Open it before you answer: its risk is high.");
  }
  const hasReason = by.reason !== null && by.reason.trim() !== "";
  if (needsReason(item, action) && !hasReason) return refuse(missingReason(item, action));
  return standing;
}

/** What to say where a reason is needed and there is none. */
export function missingReason({ risk }: Pick<ItemToDecide, "risk">, action: ItemAction): string {
  if (action === "revoke") return "Say why it is to be revoked.";
  if (risk !== "high") return "Say why: this review asks for a reason with every answer.";
  return action === "change"
    ? "Say why it is to be changed: its risk is high."
    : "Say why it is right to keep: its risk is high.";
}

/** For each action `true`, or the reason it is not to be had. */
export function allowedOnItem(
  item: ItemToDecide,
  actor: Actor,
  now: Date,
): Record<ItemAction, true | string> {
  const userId = actingPerson(actor)?.userId ?? null;
  const say = (action: ItemAction) => {
    const verdict = itemStanding(item, action, userId, now);
    return verdict.ok ? (permitted(actor, "campaign-item:decide") ?? true) : verdict.reason;
  };
  return { keep: say("keep"), revoke: say("revoke"), change: say("change"), undo: say("undo") };
}

/** A revocation always says why; so does whatever is of high risk, and everything where the review asks for it. */
export function needsReason(item: Pick<ItemToDecide, "risk" | "needsReason">, action: ItemAction): boolean {
  if (action === "undo") return false;
  return action === "revoke" || item.risk === "high" || item.needsReason === "always";
}

/** Would the close end this grant? No response is not a decision, but the review says what it leads to. */
export function isRemoval(
  item: { decision: ItemDecision; risk: ReviewRisk },
  noResponse: NoResponseByRisk,
): boolean {
  return item.decision === "revoke" || (item.decision === "undecided" && noResponse[item.risk] === "revoke");
}

function itemStanding(
  item: ItemToDecide,
  action: ItemAction,
  userId: string | null,
  now: Date,
): Verdict<ItemDecision> {
  if (userId === null) return forbid("Only people answer in a review.");
  const voice = voiceOf(item, userId, item.absences ?? [], now);
  if (!voice.ok) return forbid(voice.reason);
  if (item.campaignState !== "running") return refuse(NOT_NOW[item.campaignState]);
  if (!item.isOpenStage) return refuse("The stage in which this was asked is over.");
  if (item.hasEnded) return refuse("It has ended, so there is nothing to answer any more.");
  const next = (ITEM_TRANSITIONS[item.decision] as Partial<Record<ItemAction, ItemDecision>>)[action];
  if (next === undefined) return refuse("There is no decision to take back.");
  if (action === "undo" && !canStillUndo(item, userId, now)) {
    return refuse("A decision can be taken back for ten seconds only. Decide anew instead.");
  }
  if (action !== "undo" && item.decision !== "undecided" && (item.sampledAt ?? null) !== null) {
    return refuse("A second look is given once, before the first answer is known.");
  }
  return { ok: true, next };
}

function canStillUndo(item: ItemToDecide, userId: string, now: Date): boolean {
  return item.decidedById === userId && canBeTakenBack(item.decidedAt, now);
}

/** Can an answer of this moment still be taken back? */
export function canBeTakenBack(decidedAt: Date | null, now: Date): boolean {
  if (decidedAt === null) return false;
  const age = now.getTime() - decidedAt.getTime();
  return age >= 0 && age <= UNDO_MS;
}

function refuse(reason: string): { ok: false; code: "refused"; reason: string } {
  return { ok: false, code: "refused", reason };
}

function forbid(reason: string): { ok: false; code: "forbidden"; reason: string } {
  return { ok: false, code: "forbidden", reason };
}
