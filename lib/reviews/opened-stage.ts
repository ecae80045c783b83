import type { Tx } from "#lib/kernel/db.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { firstTold } from "#lib/kernel/told.ts";
import type { CampaignDefinition } from "./campaign-definition.ts";
import { noteNotices } from "./notice-store.ts";
import { stageName } from "./stage-store.ts";

interface Opened {
  id: string;
  name: string;
  definition: CampaignDefinition;
  stage: number;
  endsAt: Date;
}

/** Everything has come to the stage: whoever reviews in it is told, and that they were is on record. */
export async function openedStage(tx: Tx, review: Opened, now: Date): Promise<AuditableEvent[]> {
  const { id, name, definition, stage, endsAt } = review;
  const told = await noteNotices(tx, id, "assignment", null, {
    day: now.toISOString().slice(0, 10),
    at: now,
  });
  const people = [...new Set(told.map(({ toldId }) => toldId))].sort();
  return [
    {
      type: "campaign.stage_opened",
      subject: { kind: "campaign", id, name },
      detail: {
        campaignId: id,
        stage,
        name: stageName(definition.stages, stage),
        endsAt: endsAt.toISOString(),
        items: told.reduce((sum, { waiting }) => sum + waiting, 0),
        reviewers: people.length,
        notify: firstTold(people),
        href: `/reviews/${id}`,
      },
    },
  ];
}
