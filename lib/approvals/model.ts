/**
 * Requests: asking for grants, and people deciding.
 *
 * Owns: a request's states, the path it takes, who may decide it, what makes an answer stale.
 * Promises: nobody decides on what they asked for or benefit from; only people decide; what was approved is what was
 * seen; a request never waits for somebody who cannot exist.
 * Refuses to know: how a grant is stored or ended (grants), what a tool does (inventory says its impact).
 */
import { type Actor, hasRole } from "#lib/kernel/actor.ts";
import type { DecisionKind, RequestState } from "#lib/kernel/generated/enums.ts";
import { type Permission, permitted } from "#lib/kernel/permissions.ts";
import { isFresh, STEP_UP_MINUTES } from "#lib/policy/approval/policy-version.ts";
import { counts } from "./counted.ts";
import { leavesOwnersAlone } from "./openings.ts";
import { NOT_PENDING, TRANSITIONS } from "./states.ts";
import { type Absence, absencesNow, voiceOf } from "./voice.ts";

export interface StageFacts {
  position: number;
  name: string;
  quorum: number;
  needsStepUp: boolean;
  /** Whom it asks, in words. */
  words: string;
  /** Who was asked when it was submitted, and can still answer. */
  seatIds: readonly string[];
}

export interface Vote {
  deciderId: string;
  /** Who was away, and is answered for. */
  onBehalfOfId?: string | null;
  decision: DecisionKind;
  stagePosition: number;
  /** Whoever gave it, or was answered for, is not what made them one of those who are asked any more, or is inactive. */
  isLapsed?: boolean;
}

/** What a decision depends on. `staleReason` says in words what changed since it was asked, or is null. */
export interface RequestFacts {
  state: RequestState;
  requesterId: string;
  beneficiaryIds: readonly string[];
  /** Whoever found new people for it: they decide nothing of it. Those who gain by it may still say no. */
  repairedByIds?: readonly string[];
  /** Whoever answers in one stage cannot answer in another. */
  needsDistinctPeople: boolean;
  expiresAt: Date;
  stages: readonly StageFacts[];
  votes: readonly Vote[];
  /** Who came to gain by it since it was asked: what they answered before counts no more. */
  uncountedIds?: readonly string[];
  /** Of those who are asked, who is away at some time, and their delegates. Left out, nobody answers for another. */
  absences?: readonly Absence[];
  /** In production, who owns the server, now or when it was asked: they are never the only ones to approve. */
  ownerIds?: readonly string[];
  staleReason: string | null;
  /** The name of whoever asked, where they are inactive by now: then nobody approves it. */
  askedByWhoLeft?: string | null;
  /** Who asked for changes, by name; then it is not approved as it is. */
  changesAskedBy?: string | null;
}

/** What people do with a pending request. */
export type PersonalAction = "approve" | "reject" | "ask_changes" | "comment" | "resubmit" | "withdraw";
type VoteAction = "approve" | "reject" | "ask_changes";

export type Verdict =
  /** `onBehalfOf` is who is away, where the vote is given in their place. */
  | { ok: true; next: RequestState; stagePosition: number; onBehalfOf: Absence | null }
  | { ok: false; code: "refused" | "forbidden"; reason: string };

/** The first stage that still needs an approval, or null when all have theirs. */
export function currentStage<Stage extends Pick<StageFacts, "position" | "quorum">>(request: {
  stages: readonly Stage[];
  votes: readonly Vote[];
  uncountedIds?: readonly string[];
}): Stage | null {
  const inOrder = request.stages.toSorted((a, b) => a.position - b.position);
  return inOrder.find((stage) => approvalsOf(request, stage) < stage.quorum) ?? null;
}

function approvalsOf(
  { votes, uncountedIds = [] }: { votes: readonly Vote[]; uncountedIds?: readonly string[] },
  stage: { position: number },
): number {
  return votes.filter(
    (vote) =>
      vote.decision === "approve" && vote.stagePosition === stage.position && counts(vote, uncountedIds),
  ).length;
}

/** May this one do this to this request, now? The same answer for the button, the command and the API. */
export function decide(request: RequestFacts, action: PersonalAction, actor: Actor, now: Date): Verdict {
  if (request.state !== "pending") return no(NOT_PENDING[request.state]);
  if (isExpired(request, now)) return no("Nobody answered in time, so this request has expired. Ask again.");
  switch (action) {
    case "withdraw":
      return decideWithdrawal(request, actor);
    case "comment":
      return decideComment(request, actor, now);
    case "resubmit":
      return decideResubmission(request, actor);
    default:
      return decideVote(request, action, actor, now);
  }
}

/** The end of the time to answer. An unreadable clock counts as too late (product rule 4). */
export function isExpired(request: Pick<RequestFacts, "expiresAt">, now: Date): boolean {
  return !(now.getTime() < request.expiresAt.getTime());
}

function decideVote(request: RequestFacts, action: VoteAction, actor: Actor, now: Date): Verdict {
  if (actor.kind !== "person") return no("Only people decide; a token or a job never does.", "forbidden");
  if (actor.userId === request.requesterId) {
    return no(`You asked for this, so someone else must ${VERBS[action]}.`);
  }
  if (request.repairedByIds?.includes(actor.userId)) {
    return no(`You found the people who decide on this, so someone else must ${VERBS[action]}.`);
  }
  // Whoever gains by it is no reason to have it: else naming somebody's consumer would keep them from saying no.
  if (action === "approve" && request.beneficiaryIds.includes(actor.userId)) {
    return no(
      `You would gain access by this, or had a part in the change it is about, so someone else must ${VERBS[action]}.`,
    );
  }
  const stage = currentStage(request);
  if (stage === null) return no("Every stage has its approvals already.");
  const voice = voiceOf(request, stage, actor.userId, now);
  if (!voice.ok && voice.code !== null) return no(voice.reason, voice.code);
  if (!voice.ok) {
    return no(
      `The stage “${stage.name}” asks ${stage.words}: people who were asked and still belong to it.`,
      "forbidden",
    );
  }
  const awaited = changesReason(request, action);
  if (awaited !== null) return no(awaited);
  if (request.staleReason !== null) return no(request.staleReason);
  if (action === "approve" && request.askedByWhoLeft != null) {
    return no(
      `${request.askedByWhoLeft}, who asked for this, is inactive by now. Withdraw it, and have it asked by somebody who answers for it.`,
    );
  }
  const answer = {
    deciderId: actor.userId,
    onBehalfOfId: voice.onBehalfOf?.absentId ?? null,
    stagePosition: stage.position,
  };
  if (action === "approve" && leavesOwnersAlone(request, answer)) return no(OWNERS_ALONE);
  // Asking for changes decides nothing.
  if (action !== "ask_changes" && stage.needsStepUp && !isFresh(actor.authenticatedAt, now)) {
    return no(
      `This stage wants a fresh sign-in. Sign in again, and decide within ${STEP_UP_MINUTES} minutes.`,
    );
  }
  return {
    ok: true,
    next: nextState(request, stage, action),
    stagePosition: stage.position,
    onBehalfOf: voice.onBehalfOf,
  };
}

const OWNERS_ALONE =
  "In production somebody else than the server's owners has to approve too, and after this approval nobody else could.";

const VERBS: Record<VoteAction, string> = {
  approve: "approve it",
  reject: "reject it",
  ask_changes: "ask for changes",
};

/** What an approver wanted changed is not approved as it is, by nobody; it can still be rejected. */
function changesReason({ changesAskedBy }: RequestFacts, action: VoteAction): string | null {
  if (changesAskedBy == null || action === "reject") return null;
  return action === "ask_changes"
    ? `${changesAskedBy} asked for changes already.`
    : `${changesAskedBy} asked for changes, so it waits for the person who asked to send it again.`;
}

function nextState(request: RequestFacts, stage: StageFacts, action: VoteAction): RequestState {
  if (action === "ask_changes") return TRANSITIONS.pending.ask_changes;
  if (action === "reject") return TRANSITIONS.pending.reject;
  const vote: Vote = { deciderId: "", decision: "approve", stagePosition: stage.position };
  const isComplete = currentStage({ ...request, votes: [...request.votes, vote] }) === null;
  return isComplete ? TRANSITIONS.pending.approve : "pending";
}

function decideWithdrawal(request: RequestFacts, actor: Actor): Verdict {
  const mayWithdraw =
    actor.kind === "person" && (actor.userId === request.requesterId || hasRole(actor, "admin"));
  if (!mayWithdraw)
    return no("Only the person who asked, or an administrator, may withdraw this.", "forbidden");
  return { ok: true, next: TRANSITIONS.pending.withdraw, stagePosition: 0, onBehalfOf: null };
}

function decideComment(request: RequestFacts, actor: Actor, now: Date): Verdict {
  const isAsked = (userId: string) => request.stages.some(({ seatIds }) => seatIds.includes(userId));
  const mayComment =
    actor.kind === "person" &&
    (actor.userId === request.requesterId ||
      isAsked(actor.userId) ||
      absencesNow(request.absences ?? [], now).some(
        ({ absentId, delegateId }) => delegateId === actor.userId && isAsked(absentId),
      ) ||
      hasRole(actor, "admin"));
  if (!mayComment) {
    return no("Whoever asked, those who are asked, and administrators comment on a request.", "forbidden");
  }
  return { ok: true, next: "pending", stagePosition: 0, onBehalfOf: null };
}

function decideResubmission(request: RequestFacts, actor: Actor): Verdict {
  if (actor.kind !== "person" || actor.userId !== request.requesterId) {
    return no("Only the person who asked sends it again.", "forbidden");
  }
  if (request.changesAskedBy == null) {
    return no("Nobody asked for changes. To ask for something else, withdraw this and ask anew.");
  }
  return { ok: true, next: TRANSITIONS.pending.supersede, stagePosition: 0, onBehalfOf: null };
}

function no(reason: string, code: "refused" | "forbidden" = "refused"): Verdict {
  return { ok: false, code, reason };
}

export interface RequestAllowed {
  approve: true | string;
  reject: true | string;
  askChanges: true | string;
  comment: true | string;
  resubmit: true | string;
  withdraw: true | string;
}

/** For each action true, or the reason this actor cannot take it now. */
export function allowed(request: RequestFacts, actor: Actor, now: Date): RequestAllowed {
  // The reason of this very request says more than the permission table's, so it comes first.
  const answer = (action: PersonalAction, permission: Permission): true | string => {
    const verdict = decide(request, action, actor, now);
    return verdict.ok ? (permitted(actor, permission) ?? true) : verdict.reason;
  };
  return {
    approve: answer("approve", "request:decide"),
    reject: answer("reject", "request:decide"),
    askChanges: answer("ask_changes", "request:decide"),
    comment: answer("comment", "request:comment"),
    resubmit: answer("resubmit", "request:create"),
    withdraw: answer("withdraw", "request:withdraw"),
  };
}
