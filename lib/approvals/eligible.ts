import type { LoadedAbsence } from "#lib/identity/steps/load-absences.ts";
import { currentStage, type RequestFacts } from "./model.ts";
import { leavesOwnersAlone } from "./openings.ts";
import type { Approver } from "./people-store.ts";
import type { SeatRow } from "./seat-store.ts";
import { lastDayInWords, voiceOf } from "./voice.ts";

/** Somebody who can answer now; for whom, where not for themselves. */
export interface EligibleApprover extends Approver {
  onBehalfOf: { name: string; until: string } | null;
}

/** Who can answer the stage that waits: those who are asked there, by name, and then delegates of who is away. */
export function eligibleNow(
  {
    facts,
    seats,
    absences,
  }: { facts: RequestFacts; seats: readonly SeatRow[]; absences: readonly LoadedAbsence[] },
  now: Date,
): EligibleApprover[] {
  const stage = currentStage(facts);
  if (stage === null) return [];
  const asked = seats.map(({ userId: id, name, email }) => ({ id, name, email }));
  const delegates = absences.map(({ delegateId: id, delegateName: name, delegateEmail: email }) => ({
    id,
    name,
    email,
  }));
  const people = new Map([...delegates, ...asked].map((person) => [person.id, person]));
  const excluded = [facts.requesterId, ...facts.beneficiaryIds];
  const eligible = [...new Set([...asked, ...delegates].map(({ id }) => id))].flatMap((id) => {
    const person = people.get(id);
    const voice = voiceOf(facts, stage, id, now);
    if (person === undefined || !voice.ok || excluded.includes(id)) return [];
    const { onBehalfOf: absence } = voice;
    const answer = { deciderId: id, onBehalfOfId: absence?.absentId ?? null, stagePosition: stage.position };
    if (leavesOwnersAlone(facts, answer)) return [];
    const onBehalfOf = absence && { name: absence.absentName, until: lastDayInWords(absence) };
    return [{ ...person, onBehalfOf }];
  });
  return eligible;
}
