import type { Tx } from "#lib/kernel/db.ts";
import type { SignOff, SignOffFacts } from "./sign-off.ts";
import type { CampaignRow } from "./store.ts";
import type { Totals } from "./tally.ts";

/** What signing this review rests on, for this person. Who may is said in the database, once. */
export async function loadSignOffFacts(
  tx: Tx,
  campaign: Pick<CampaignRow, "id" | "state" | "definition">,
  userId: string | null,
): Promise<SignOffFacts> {
  const signers = await loadSigners(tx, campaign.id);
  const [answered] = await tx.$queryRaw<{ answered: boolean }[]>`
    select has_answered_in(${campaign.id}::uuid, ${userId}::uuid) as answered`;
  return {
    state: campaign.state,
    signers,
    namedSigner: signers.find(({ id }) => id === campaign.definition.signerId) ?? null,
    hasAnswered: answered?.answered ?? false,
  };
}

/** Whoever may sign it, by name. */
export async function loadSigners(tx: Tx, campaignId: string): Promise<{ id: string; name: string }[]> {
  return tx.$queryRaw`
    select u.id, u.name from users u where u.id in (select campaign_signers(${campaignId}::uuid))
    order by u.name, u.id`;
}

export async function loadSignOff(
  tx: Tx,
  organizationId: string,
  campaignId: string,
): Promise<SignOff | null> {
  const row = await tx.campaignSignOff.findUnique({
    where: { organizationId_campaignId: { organizationId, campaignId } },
  });
  if (row === null) return null;
  return {
    campaignId,
    signedById: row.signedById,
    signedAt: row.signedAt.toISOString(),
    authenticatedAt: row.authenticatedAt.toISOString(),
    statement: row.statement,
    evidenceHash: row.evidenceHash,
    // Written by signing, with exactly this shape.
    totals: row.totals as Totals,
  };
}

/** Signs the review: the database moves its state with it. */
export async function insertSignOff(
  tx: Tx,
  organizationId: string,
  { signedAt, authenticatedAt, ...rest }: SignOff,
): Promise<void> {
  await tx.campaignSignOff.create({
    data: {
      organizationId,
      ...rest,
      signedAt: new Date(signedAt),
      authenticatedAt: new Date(authenticatedAt),
    },
  });
}
