import { listGroups } from "#lib/identity/queries/list-groups.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { getFilterNames } from "#lib/inventory/queries/get-filter-names.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import type { CampaignScope } from "#lib/reviews/campaign-definition.ts";
import { ACTING_ROLES } from "#lib/reviews/definition-problems.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { listServerNames } from "#lib/reviews/queries/list-server-names.ts";
import { toPersonOptions } from "../../servers/person-options.ts";
import { SERVER_FILTERS } from "../../servers/server-filters.ts";
import type { Choices } from "./choices.ts";

/** What the form of a definition offers, and what the things are called that it names already. */
export async function gatherChoices(
  actor: PersonActor,
  { servers, serverIds, unansweredIn }: CampaignScope,
): Promise<Choices> {
  const [people, groups, names, named, earlier] = await Promise.all([
    listUsers(actor, {}),
    listGroups(actor, {}),
    getFilterNames(actor, servers),
    listServerNames(actor, { serverIds }),
    unansweredIn === undefined ? null : getCampaignHead(actor, { campaignId: unansweredIn }),
  ]);
  return {
    people: toPersonOptions(people.filter(({ roles }) => ACTING_ROLES.some((role) => roles.includes(role)))),
    groups: groups.map(({ id, name }) => ({ value: id, label: name })),
    filters: SERVER_FILTERS,
    names,
    servers: named,
    earlier: earlier?.name ?? null,
  };
}
