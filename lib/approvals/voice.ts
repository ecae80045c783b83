import { dayInWords } from "#lib/kernel/day-in-words.ts";
import { wallTime } from "#lib/kernel/wall-time.ts";

/** A person who is away for a time, and who answers in their place. Both are active. */
export interface Absence {
  absentId: string;
  absentName: string;
  delegateId: string;
  startsAt: Date;
  endsAt: Date;
  /** Whose days they are. */
  timeZone: string;
}

/** What of a request says whose voice somebody has. */
interface Heard {
  requesterId: string;
  beneficiaryIds: readonly string[];
  needsDistinctPeople: boolean;
  stages: readonly { position: number; seatIds: readonly string[] }[];
  votes: readonly { deciderId: string; onBehalfOfId?: string | null; stagePosition: number }[];
  absences?: readonly Absence[];
}

export type Voice =
  | { ok: true; onBehalfOf: Absence | null }
  | { ok: false; code: "refused" | "forbidden"; reason: string }
  /** Neither asked nor a delegate of anybody who is. */
  | { ok: false; code: null };

/**
 * In whose name a person answers a stage: their own where they are asked, or that of one who is asked and away, one step
 * and no further. A person is one voice: whoever answered, or was answered for, has none left; and a delegate is nobody
 * who is asked beside. The database repeats it (`answering_for`).
 */
export function voiceOf(
  request: Heard,
  stage: { position: number; seatIds: readonly string[] },
  personId: string,
  now: Date,
): Voice {
  const counted = request.votes.filter(
    (vote) => request.needsDistinctPeople || vote.stagePosition === stage.position,
  );
  const isSpent = (id: string) => counted.some((vote) => vote.deciderId === id || vote.onBehalfOfId === id);
  if (isSpent(personId)) {
    const isOwn = counted.some((vote) => vote.deciderId === personId);
    return no(
      isOwn
        ? "You have decided on this request already; the next answer must come from somebody else."
        : "Your delegate has decided on this request for you already.",
    );
  }
  if (stage.seatIds.includes(personId)) return { ok: true, onBehalfOf: null };
  const away = absencesNow(request.absences ?? [], now).filter(
    ({ absentId, delegateId }) => delegateId === personId && stage.seatIds.includes(absentId),
  );
  const [first] = away;
  if (first === undefined) return { ok: false, code: null };
  if (request.needsDistinctPeople && request.stages.some(({ seatIds }) => seatIds.includes(personId))) {
    return no(
      `You are asked in another stage of this request yourself, so you cannot answer for ${first.absentName} as well.`,
    );
  }
  const unfit = [request.requesterId, ...request.beneficiaryIds];
  const fit = away.filter(({ absentId }) => !unfit.includes(absentId));
  if (fit.length === 0) {
    return no(`${first.absentName} could not decide on this, so nobody decides on it in their place.`);
  }
  const free = fit.find(({ absentId }) => !isSpent(absentId));
  return free === undefined
    ? no(`${first.absentName} has answered this request already.`)
    : { ok: true, onBehalfOf: free };
}

/** Those that are on. A clock that cannot be read finds nobody away. */
export function absencesNow(absences: readonly Absence[], now: Date): Absence[] {
  return absences.filter(
    ({ startsAt, endsAt }) => startsAt.getTime() <= now.getTime() && now.getTime() < endsAt.getTime(),
  );
}

/** “Ada, who is away until 3 December 2026”. */
export function absentInWords(absence: Pick<Absence, "absentName" | "endsAt" | "timeZone">): string {
  return `${absence.absentName}, who is away until ${lastDayInWords(absence)}`;
}

/** The last day of a period that ends with it. */
export function lastDayInWords({ endsAt, timeZone }: Pick<Absence, "endsAt" | "timeZone">): string {
  const last = wallTime(new Date(endsAt.getTime() - 1), timeZone);
  return dayInWords(new Date(last).toISOString().slice(0, 10));
}

function no(reason: string): Voice {
  return { ok: false, code: "refused", reason };
}
