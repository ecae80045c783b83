import { systemActor } from "#lib/kernel/actor.ts";
import { campaignDefinition } from "#lib/reviews/campaign-definition.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { defineCampaign } from "#lib/reviews/commands/define-campaign.ts";
import { runCampaign } from "#lib/reviews/commands/run-campaign.ts";
import { stageCampaign } from "#lib/reviews/commands/stage-campaign.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import type { World } from "./world.ts";

type Asked = Pick<
  Parameters<typeof defineCampaign>[1]["definition"],
  "name" | "purpose" | "scope" | "subjects" | "stages" | "noResponse"
>;

/** Defined by Ada, staged as the worker does, looked at and started. */
export async function startReview(world: World, asked: Asked): Promise<string> {
  const { ada } = world.who;
  const definition = campaignDefinition.parse({
    format: 1,
    fallback: { kind: "role", role: "admin" },
    ...asked,
  });
  const draft = await defineCampaign(ada, { definition });
  await askToStage(ada, draft);
  world.walk.pause(3);
  await stageCampaign(systemActor(world.organizationId, "staging"), draft);
  const { version } = await getCampaignHead(ada, draft);
  world.walk.pause(20);
  await runCampaign(ada, { campaignId: draft.campaignId, version });
  return draft.campaignId;
}
