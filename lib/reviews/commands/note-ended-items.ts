import { bulkCommand, unchanged } from "#lib/kernel/command.ts";
import { someEvents } from "#lib/kernel/events.ts";
import { noteEnded } from "../note-ended.ts";
import { followedInput } from "../stage-input.ts";
import { lockCampaign } from "../store.ts";

/**
 * Says in a running review that nothing needs doing about what ended meanwhile, so many items at a time. `last` is null when
 * that was the last of it.
 */
export const noteEndedItems = bulkCommand({
  name: "note-ended-items",
  permission: "campaign:end",
  input: followedInput,
  run: async (context, { campaignId }) => {
    const campaign = await lockCampaign(context.tx, context.actor.organizationId, campaignId, "update");
    if (campaign.state !== "running") return unchanged({ isLast: true });
    const { events, jobs, isLast } = await noteEnded(context, campaignId, null);
    const some = someEvents(events);
    return some === null ? unchanged({ isLast }) : { result: { isLast }, events: some, jobs };
  },
});
