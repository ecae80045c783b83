interface Suspended {
  toolId: string | null;
  consumerId: string | null;
  suspendedAt: Date;
}

interface Asked {
  toolId: string | null;
  consumerId: string | null;
  submittedAt: Date;
}

/** The suspended grants whose tool or consumer nobody asked for since: each suspension asks again once. */
export function whatWasNotAskedSince<G extends Suspended>(
  suspended: readonly G[],
  asked: readonly Asked[],
): G[] {
  return suspended.filter(
    (grant) => !asked.some((one) => isSame(one, grant) && one.submittedAt >= grant.suspendedAt),
  );
}

function isSame(a: Omit<Asked, "submittedAt">, b: Omit<Suspended, "suspendedAt">): boolean {
  return a.toolId !== null ? a.toolId === b.toolId : a.consumerId !== null && a.consumerId === b.consumerId;
}
