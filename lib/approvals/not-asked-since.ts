interface Suspended {
  toolId: string | null;
  consumerId: string | null;
  scopeName: string | null;
  suspendedAt: Date;
}

interface Asked {
  toolId: string | null;
  consumerId: string | null;
  scopeName: string | null;
  submittedAt: Date;
}

/** The suspended grants whose tool, consumer or scope nobody asked for since: each suspension asks again once. */
export function whatWasNotAskedSince<G extends Suspended>(
  suspended: readonly G[],
  asked: readonly Asked[],
): G[] {
  return suspended.filter(
    (grant) => !asked.some((one) => isSame(one, grant) && one.submittedAt >= grant.suspendedAt),
  );
}

function isSame(a: Omit<Asked, "submittedAt">, b: Omit<Suspended, "suspendedAt">): boolean {
  if (a.toolId !== null) return a.toolId === b.toolId;
  if (a.scopeName !== null) return a.scopeName === b.scopeName;
  return a.consumerId !== null && a.consumerId === b.consumerId;
}
