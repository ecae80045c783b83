import { query } from "#lib/kernel/query.ts";
import { listRemovalsInput } from "../close-input.ts";
import { loadRemovals } from "../removal-store.ts";
import { refuseWhileLooking } from "../second-look.ts";
import { loadCampaign } from "../store.ts";

/**
 * What closing a running review would end now, what failed while it closes or has closed, or what is tried again, in the
 * order in which it was frozen. `nextCursor` is null on the last page.
 *
 * @throws AppError `not_found`; `refused` for whoever is to look at something of it a second time
 */
export const listRemovals = query({
  name: "list-removals",
  permission: "campaign:read",
  input: listRemovalsInput,
  run: async ({ tx, actor, now }, { campaignId, which, limit, cursor }) => {
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    await refuseWhileLooking({ tx, actor, now }, campaign);
    const rows = await loadRemovals(tx, campaignId, campaign.definition.noResponse, {
      which,
      now,
      after: cursor,
      limit: limit + 1,
    });
    const shown = rows.slice(0, limit);
    return {
      items: shown.map(({ nextAttemptAt, endsAt, ...row }) => ({
        ...row,
        endsAt: endsAt?.toISOString() ?? null,
        nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
      })),
      nextCursor: rows.length > limit ? (shown.at(-1)?.position ?? null) : null,
    };
  },
});
