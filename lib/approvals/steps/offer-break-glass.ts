import { answersFor, NOT_YOURS } from "#lib/grants/model.ts";
import { actingPerson } from "#lib/kernel/actor.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import type { QueryContext } from "#lib/kernel/query.ts";
import { decideUse } from "../broken-glass.ts";
import { revokedInWords } from "../glass-after-revoking.ts";
import { planBreakGlass } from "./plan-break-glass.ts";
import { type Ask, planRequest } from "./plan-request.ts";

export interface GlassOffer {
  /** True, or the reason why not now. */
  allowed: true | string;
  hoursMax: number;
  reviewWithinHours: number;
  /** Who ended what of it and why: everybody who reviews it reads that, too. */
  revoked: string[];
  /** Only a fresh sign-in stands in the way. */
  needsFreshSignIn: boolean;
}

/** Whether whoever looks may have this at once. Null for everybody whom the policy does not name. */
export async function offerBreakGlass(context: QueryContext, ask: Ask): Promise<GlassOffer | null> {
  const { actor, now } = context;
  const person = actingPerson(actor);
  if (person === null || ask.carryingOn !== undefined) return null;
  const plan = await planRequest(context, { ...ask, durationDays: 1, isBesidePending: true });
  const { ask: glass, terms } = await planBreakGlass(context, plan, person);
  if (terms === null || glass.source === null) return null;
  const notYours = permitted(actor, "break-glass:use") ?? (answersFor(plan.server, actor) ? null : NOT_YOURS);
  const [problem = null] = plan.problems;
  const verdict = decideUse(glass, actor, now);
  const withoutStepUp = decideUse({ ...glass, terms: { ...terms, needsStepUp: false } }, actor, now);
  const reason = notYours ?? problem ?? (verdict.ok ? null : verdict.reason);
  return {
    allowed: reason ?? true,
    hoursMax: terms.hoursMax,
    reviewWithinHours: terms.reviewWithinHours,
    revoked: glass.revoked.map(revokedInWords),
    needsFreshSignIn: notYours === null && problem === null && !verdict.ok && withoutStepUp.ok,
  };
}
