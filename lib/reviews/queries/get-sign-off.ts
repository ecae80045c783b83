import { actingPerson } from "#lib/kernel/actor.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { query } from "#lib/kernel/query.ts";
import { campaignInput } from "../input.ts";
import { decideSignOff, needsFreshSignIn, signOffHash } from "../sign-off.ts";
import { loadSignOff, loadSignOffFacts } from "../sign-off-store.ts";
import { loadCampaign, loadPeople } from "../store.ts";

/** Who signed a review and for what, or who may: `allowed` is true, or the reason why this person may not. */
export const getSignOff = query({
  name: "get-sign-off",
  permission: "campaign:read",
  input: campaignInput,
  run: async ({ tx, actor, now }, { campaignId }) => {
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    const signOff = await loadSignOff(tx, actor.organizationId, campaignId);
    const people = await loadPeople(tx, [signOff?.signedById ?? null]);
    const facts = await loadSignOffFacts(tx, campaign, actingPerson(actor)?.userId ?? null);
    const verdict = decideSignOff(facts, actor, now);
    return {
      campaignId,
      state: campaign.state,
      evidenceHash: campaign.evidenceHash,
      signed:
        signOff === null
          ? null
          : { ...signOff, by: people.get(signOff.signedById) ?? null, hash: signOffHash(signOff) },
      /** Whoever may sign it, at most 20 of them. */
      signers: facts.signers.slice(0, SIGNERS_SHOWN),
      allowed: verdict.ok ? (permitted(actor, "campaign:sign") ?? (true as const)) : verdict.reason,
      needsFreshSignIn: needsFreshSignIn(facts, actor, now),
    };
  },
});

const SIGNERS_SHOWN = 20;
