import { loadDirectory } from "#lib/identity/steps/load-directory.ts";
import { query } from "#lib/kernel/query.ts";
import { namesIn, wantedBy } from "#lib/policy/approval/approvers-of.ts";
import { campaignInput } from "../input.ts";
import { loadCampaignName, loadServerNames } from "../scope-store.ts";
import { loadCampaign } from "../store.ts";

/** What the groups, people and servers are called, by id, that a review's definition names. */
export const getDefinitionNames = query({
  name: "get-definition-names",
  permission: "campaign:read",
  input: campaignInput,
  run: async ({ tx, actor }, { campaignId }) => {
    const { definition } = await loadCampaign(tx, actor.organizationId, campaignId);
    const { stages, fallback, signerId, scope } = definition;
    const wanted = wantedBy([...stages.flatMap(({ reviewers }) => reviewers), fallback]);
    const userIds = signerId === null ? wanted.userIds : [...wanted.userIds, signerId];
    const { groups, people } = namesIn(await loadDirectory(tx, { ...wanted, userIds, roles: [] }));
    return {
      groups: Object.fromEntries(groups),
      people: Object.fromEntries(people),
      servers: Object.fromEntries(await loadServerNames(tx, scope.serverIds)),
      /** The review whose unanswered items it asks about; null where there is none. */
      earlier:
        scope.unansweredIn === undefined
          ? null
          : await loadCampaignName(tx, actor.organizationId, scope.unansweredIn),
    };
  },
});
