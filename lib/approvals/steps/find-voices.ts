import { loadAbsences } from "#lib/identity/steps/load-absences.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { findAskedFacts } from "../asked-facts-store.ts";
import { currentStage } from "../model.ts";
import { leavesOwnersAlone } from "../openings.ts";
import type { RequestVoice } from "../request-item.ts";
import { absentInWords, voiceOf } from "../voice.ts";

/** In whose name this person answers which of these requests, and whether they may approve; nothing of all others. */
export async function findVoices(
  tx: Tx,
  asked: { organizationId: string; requestIds: readonly string[]; personId: string },
  now: Date,
): Promise<ReadonlyMap<string, RequestVoice>> {
  const facts = await findAskedFacts(tx, asked.organizationId, asked.requestIds);
  const seatIds = [...facts.values()].flatMap(({ stages }) => stages.flatMap((stage) => stage.seatIds));
  const absences = await loadAbsences(tx, [...new Set(seatIds)]);
  const voices = [...facts].flatMap(([id, request]): [string, RequestVoice][] => {
    const stage = currentStage(request);
    if (stage === null) return [];
    const voice = voiceOf({ ...request, absences }, stage, asked.personId, now);
    if (!voice.ok) return [];
    const onBehalfOfId = voice.onBehalfOf?.absentId ?? null;
    const answer = { deciderId: asked.personId, onBehalfOfId, stagePosition: stage.position };
    const mayOnlyReject =
      request.isRequesterGone ||
      request.beneficiaryIds.includes(asked.personId) ||
      leavesOwnersAlone(request, answer);
    const answersFor = voice.onBehalfOf === null ? null : absentInWords(voice.onBehalfOf);
    return [[id, { answersFor, mayOnlyReject }]];
  });
  return new Map(voices);
}
