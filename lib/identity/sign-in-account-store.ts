import type { Tx } from "../kernel/db.ts";

/** Keeps when somebody came in by an account, and when the provider itself last saw them sign in. */
export async function noteSignIn(
  tx: Tx,
  account: { organizationId: string; issuer: string; subject: string },
  { at, authenticatedAt }: { at: Date; authenticatedAt: Date | null },
): Promise<void> {
  await tx.signInAccount.update({
    where: { organizationId_issuer_subject: account },
    data: { signedInAt: at, authenticatedAt },
  });
}

/** When the provider saw this person sign in, by the account they came in with last; null when it did not say. */
export async function findAuthenticationTime(tx: Tx, userId: string): Promise<Date | null> {
  const account = await tx.signInAccount.findFirst({
    where: { userId, signedInAt: { not: null } },
    orderBy: { signedInAt: "desc" },
    select: { authenticatedAt: true },
  });
  return account?.authenticatedAt ?? null;
}
