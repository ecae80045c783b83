import { chosenFilters, type FilterField, type FilterNames } from "#components/table/filters.ts";
import { writeServerSearch } from "#lib/inventory/server-search.ts";
import type { CampaignScope } from "#lib/reviews/campaign-definition.ts";

/** What a filter of the servers list finds: "Environment: Production or Staging. Team: Payments." */
export function filterInWords(
  { servers }: Pick<CampaignScope, "servers">,
  fields: readonly FilterField[],
  names: FilterNames,
): string {
  const chosen = chosenFilters(fields, writeServerSearch({ ...servers, sort: "best_match" }), names);
  const parts = fields.flatMap((field) => {
    const labels = chosen.filter((one) => one.field === field).map(({ label }) => label);
    return labels.length === 0 ? [] : [`${field.label}: ${labels.join(" or ")}.`];
  });
  if (servers.q !== "") parts.unshift(`Found by “${servers.q}”.`);
  return parts.length === 0 ? "Every server that is registered, active or suspended." : parts.join(" ");
}
