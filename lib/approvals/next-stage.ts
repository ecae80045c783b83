import type { AuditableEvent } from "#lib/kernel/events.ts";
import { firstTold } from "#lib/kernel/told.ts";
import { eligibleNow } from "./eligible.ts";
import { currentStage, type Vote } from "./model.ts";
import type { Gathered } from "./steps/gather-facts.ts";
import type { RequestRow } from "./store.ts";

/** The stage that an approval opens, with whom it asks to be told; null while the stage of the approval wants more. */
export function stageOpened(
  request: RequestRow,
  gathered: Gathered,
  { approval, now }: { approval: Vote; now: Date },
): AuditableEvent | null {
  const facts = { ...gathered.facts, votes: [...gathered.facts.votes, approval] };
  const stage = currentStage(facts);
  if (stage === null || stage.position === approval.stagePosition) return null;
  const asked = eligibleNow({ ...gathered, facts }, now);
  return {
    type: "request.stage_opened",
    subject: { kind: "request", id: request.id, name: request.title },
    detail: {
      serverId: request.serverId,
      requestId: request.id,
      stage: stage.position,
      to: stage.words,
      notify: firstTold(asked.map(({ id }) => id)),
      href: `/approvals/${request.id}`,
    },
  };
}
