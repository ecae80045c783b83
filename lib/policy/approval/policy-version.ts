import { type Actor, actingPerson } from "../../kernel/actor.ts";
import type { PolicyVersionState } from "../../kernel/generated/enums.ts";
import { permitted } from "../../kernel/permissions.ts";

export const POLICY_VERSION_STATES = [
  "draft",
  "proposed",
  "active",
  "superseded",
  "rejected",
  "withdrawn",
] as const satisfies readonly PolicyVersionState[];

export type PolicyAction = "edit" | "propose" | "reopen" | "approve" | "reject" | "withdraw";

/** The life of a policy version. Whatever was decided stays on record as it was; an earlier one comes back as a new draft. */
export const POLICY_TRANSITIONS = {
  draft: { edit: "draft", propose: "proposed", withdraw: "withdrawn" },
  proposed: { reopen: "draft", approve: "active", reject: "rejected", withdraw: "withdrawn" },
  active: {},
  superseded: {},
  rejected: {},
  withdrawn: {},
} as const satisfies Record<PolicyVersionState, Partial<Record<PolicyAction, PolicyVersionState>>>;

/** A vote that wants a fresh sign-in takes one of these minutes at most. */
export const STEP_UP_MINUTES = 5;

/** What a decision on a policy version depends on. */
export interface PolicyVersionFacts {
  number: number;
  state: PolicyVersionState;
  editorIds: readonly string[];
  proposedById: string | null;
  /** Who wrote the very same words in a version that never took effect. */
  wroteTheSameIds: readonly string[];
  /** Whom the policy in force asks about its changes, or the administrators where nobody of those is left: active people. */
  approverIds: readonly string[];
  /** Nobody is left of those, so that administrators decide. */
  isLeftToAdministrators: boolean;
  needsStepUp: boolean;
  /** It asks for a fresh sign-in itself, so only somebody who can give one puts it in force. */
  bringsStepUp: boolean;
}

export type PolicyVerdict =
  | { ok: true; next: PolicyVersionState }
  | { ok: false; code: "refused" | "forbidden"; reason: string };

/** May this one do this to this version, now? The same answer for the button, the command and the API. */
export function decidePolicy(
  version: PolicyVersionFacts,
  action: PolicyAction,
  actor: Actor,
  now: Date,
): PolicyVerdict {
  const transitions: Partial<Record<PolicyAction, PolicyVersionState>> = POLICY_TRANSITIONS[version.state];
  const next = transitions[action];
  if (next === undefined)
    return no(`Version ${version.number} is ${STATE_WORDS[version.state]}. ${NEXT_STEP[action]}`);
  const isVote = action === "approve" || action === "reject";
  const reason = isVote ? voteProblem(version, action, actor, now) : null;
  return reason ?? { ok: true, next };
}

function voteProblem(
  version: PolicyVersionFacts,
  action: PolicyAction,
  actor: Actor,
  now: Date,
): PolicyVerdict | null {
  const person = actingPerson(actor);
  if (person === null || actor.kind !== "person")
    return no("Only people decide; a token or a job never does.", "forbidden");
  if (handsIn(version).includes(person.userId)) {
    return no("You had a hand in this change, so somebody else must decide on it.");
  }
  if (!version.approverIds.includes(person.userId)) {
    return no(
      version.isLeftToAdministrators ? LEFT : "The policy in force asks other people about its changes.",
      "forbidden",
    );
  }
  if (version.needsStepUp && !isFresh(actor.authenticatedAt, now)) {
    return no(
      `This decision wants a fresh sign-in. Sign in again, and decide within ${STEP_UP_MINUTES} minutes.`,
    );
  }
  if (action === "approve" && version.bringsStepUp && !isFresh(actor.authenticatedAt, now)) {
    return no(BRINGS_STEP_UP);
  }
  return null;
}

/** Everybody who had a hand in it, and so never decides on it. */
export function handsIn(
  version: Pick<PolicyVersionFacts, "editorIds" | "proposedById" | "wroteTheSameIds">,
): string[] {
  const { editorIds, proposedById, wroteTheSameIds } = version;
  return [...new Set([...editorIds, ...(proposedById === null ? [] : [proposedById]), ...wroteTheSameIds])];
}

const BRINGS_STEP_UP = `This version asks for a fresh sign-in before the policy changes again, so only a fresh sign-in puts it in force. Sign in again, and decide within ${STEP_UP_MINUTES} minutes. Where that does not help, your sign-in provider does not say when you signed in: reject it, since nobody could change the policy afterwards.`;

const LEFT =
  "Nobody whom the policy in force asks about its changes is left to decide, so another administrator has to.";

/** Whether a sign-in is young enough for a decision that wants a fresh one. One from the future is not. */
export function isFresh(authenticatedAt: Date, now: Date): boolean {
  const age = now.getTime() - authenticatedAt.getTime();
  return age >= 0 && age <= STEP_UP_MINUTES * 60_000;
}

const STATE_WORDS: Record<PolicyVersionState, string> = {
  draft: "still being written",
  proposed: "waiting for a decision",
  active: "in force",
  superseded: "not in force any more",
  rejected: "rejected",
  withdrawn: "withdrawn",
};

const NEXT_STEP: Record<PolicyAction, string> = {
  edit: "Take it back for editing first, or begin another change.",
  propose: "Only a draft is proposed.",
  reopen: "Only one that waits for a decision is taken back for editing.",
  approve: "Only one that waits for a decision is decided on.",
  reject: "Only one that waits for a decision is decided on.",
  withdraw: "Only one that has not taken effect is withdrawn.",
};

function no(reason: string, code: "refused" | "forbidden" = "refused"): PolicyVerdict {
  return { ok: false, code, reason };
}

/** For each action true, or the reason this actor cannot take it now. */
export function allowedWithPolicy(
  version: PolicyVersionFacts,
  actor: Actor,
  now: Date,
): Record<PolicyAction, true | string> {
  const answer = (action: PolicyAction): true | string => {
    const isVote = action === "approve" || action === "reject";
    const verdict = decidePolicy(version, action, actor, now);
    if (!verdict.ok) return verdict.reason;
    return permitted(actor, isVote ? "approval-policy:decide" : "approval-policy:edit") ?? true;
  };
  return {
    edit: answer("edit"),
    propose: answer("propose"),
    reopen: answer("reopen"),
    approve: answer("approve"),
    reject: answer("reject"),
    withdraw: answer("withdraw"),
  };
}
