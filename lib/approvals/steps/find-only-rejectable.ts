import { loadAbsences } from "#lib/identity/steps/load-absences.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { findAskedFacts } from "../asked-facts-store.ts";
import { currentStage } from "../model.ts";
import { leavesOwnersAlone } from "../openings.ts";
import { voiceOf } from "../voice.ts";

/**
 * Which of these requests this person may reject and not approve: whoever gains by one, or answers one whose requester has
 * left, only says no to it; and in production owners are never the only ones to approve.
 */
export async function findOnlyRejectable(
  tx: Tx,
  asked: { organizationId: string; requestIds: readonly string[]; personId: string },
  now: Date,
): Promise<ReadonlySet<string>> {
  const facts = await findAskedFacts(tx, asked.organizationId, asked.requestIds);
  const seatIds = [...facts.values()].flatMap(({ stages }) => stages.flatMap((stage) => stage.seatIds));
  const absences = await loadAbsences(tx, [...new Set(seatIds)]);
  const only = [...facts].filter(([, request]) => {
    const stage = currentStage(request);
    if (stage === null) return false;
    const voice = voiceOf({ ...request, absences }, stage, asked.personId, now);
    if (!voice.ok) return false;
    const onBehalfOfId = voice.onBehalfOf?.absentId ?? null;
    if (request.isRequesterGone || request.beneficiaryIds.includes(asked.personId)) return true;
    const answer = { deciderId: asked.personId, onBehalfOfId, stagePosition: stage.position };
    return leavesOwnersAlone(request, answer);
  });
  return new Set(only.map(([id]) => id));
}
