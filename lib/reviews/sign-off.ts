import { type Actor, actingPerson } from "../kernel/actor.ts";
import type { CampaignState } from "../kernel/generated/enums.ts";
import { isFresh, STEP_UP_MINUTES } from "../policy/approval/policy-version.ts";
import { decideCampaign, type Verdict } from "./model.ts";
import { seal } from "./seal.ts";
import type { Totals } from "./tally.ts";

/** What signing rests on. */
export interface SignOffFacts {
  state: CampaignState;
  /** Whoever may: the one whom the definition names, or else administrators who answered nothing in it. */
  signers: readonly { id: string; name: string }[];
  /** Whom the definition names; null for nobody, or where that person cannot sign any more. */
  namedSigner: { id: string; name: string } | null;
  /** This person answered in it, or somebody did in their place. */
  hasAnswered: boolean;
}

/** One person's word for a closed review. All of it is hashed; times are ISO 8601, UTC. */
export type SignOff = {
  campaignId: string;
  signedById: string;
  signedAt: string;
  /** When they had last shown the identity provider who they are. */
  authenticatedAt: string;
  statement: string | null;
  evidenceHash: string;
  totals: Totals;
};

/** May this person vouch for it, now? */
export function decideSignOff(facts: SignOffFacts, actor: Actor, now: Date): Verdict<CampaignState> {
  const standing = signOffStanding(facts, actor);
  if (!standing.ok || actor.kind !== "person" || isFresh(actor.authenticatedAt, now)) return standing;
  const reason = `Signing wants a fresh sign-in. Sign in again, then you have ${STEP_UP_MINUTES} minutes.`;
  return { ok: false, code: "refused", reason };
}

/** Only a fresh sign-in stands between this person and signing. */
export function needsFreshSignIn(facts: SignOffFacts, actor: Actor, now: Date): boolean {
  return signOffStanding(facts, actor).ok && !decideSignOff(facts, actor, now).ok;
}

/** The hash that stands in the audit trail: anybody with the pack can make it again. */
export function signOffHash(signOff: SignOff): string {
  return seal(signOff);
}

function signOffStanding(facts: SignOffFacts, actor: Actor): Verdict<CampaignState> {
  const person = actingPerson(actor);
  if (person === null) return { ok: false, code: "forbidden", reason: "Only people sign a review." };
  const verdict = decideCampaign(facts.state, "sign");
  if (!verdict.ok || facts.signers.some(({ id }) => id === person.userId)) return verdict;
  return { ok: false, code: "forbidden", reason: whyNotThisPerson(facts) };
}

function whyNotThisPerson({ hasAnswered, namedSigner, signers }: SignOffFacts): string {
  if (hasAnswered) return "You answered in this review, so somebody else must sign it.";
  if (namedSigner !== null) return `${namedSigner.name} signs this review.`;
  if (signers.length > 0) return "Administrators who answered nothing in it sign this review.";
  return "Everybody who may sign it answered in it. Make somebody an administrator who did not.";
}
