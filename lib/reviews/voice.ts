/** In whose name a person answers: their own, or that of one who is away and named them. One step and no further. */
export interface ReviewAbsence {
  absentId: string;
  absentName: string;
  delegateId: string;
  startsAt: Date;
  endsAt: Date;
  /** Whose days they are. */
  timeZone: string;
}

export type Voice =
  | { ok: true; onBehalfOf: ReviewAbsence | null }
  | { ok: false; code: "forbidden"; reason: string };

interface Asked {
  reviewerId: string | null;
  /** Who owns the consumer whose access is reviewed, now. */
  consumerOwnerId: string | null;
  /** Who owned it when the review was frozen: handing it over does not make its access somebody else's. */
  frozenOwnerId?: string | null;
  /** Who answered it in an earlier stage, or before somebody was asked to look again. */
  answeredBefore?: readonly string[];
}

/**
 * May this person answer an item, for themselves or for who is away? Nobody does for their own access, nor for that of
 * whom they stand in for; and who answered before does not answer again as somebody's delegate, so that two answers are
 * two people's. The database repeats it (`refuse_answers_out_of_turn`, `refuse_unfit_answers`).
 */
export function voiceOf(item: Asked, userId: string, absences: readonly ReviewAbsence[], now: Date): Voice {
  if (item.reviewerId === userId) {
    const own = ownAccess(item, userId);
    return own === null ? { ok: true, onBehalfOf: null } : forbid(own);
  }
  const away = absences.find(
    ({ absentId, delegateId, startsAt, endsAt }) =>
      absentId === item.reviewerId && delegateId === userId && startsAt <= now && now < endsAt,
  );
  if (away === undefined) return forbid("Somebody else reviews this item.");
  const own = ownAccess(item, userId);
  if (own !== null) return forbid(own);
  if (ownAccess(item, away.absentId) !== null) {
    return forbid(`${away.absentName} owns this consumer, so nobody reviews its access in their place.`);
  }
  if (item.answeredBefore?.includes(userId)) {
    return forbid("You answered this before, so somebody else answers it now.");
  }
  return { ok: true, onBehalfOf: away };
}

/** Why this person does not review it; null where they gain nothing by it. */
function ownAccess({ consumerOwnerId, frozenOwnerId }: Asked, userId: string): string | null {
  if (consumerOwnerId === userId) return "You own this consumer, so somebody else must review its access.";
  return frozenOwnerId === userId
    ? "You owned this consumer when the review was frozen, so somebody else must review its access."
    : null;
}

function forbid(reason: string): Voice {
  return { ok: false, code: "forbidden", reason };
}
