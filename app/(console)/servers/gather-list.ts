import { redirect } from "next/navigation";
import { countMatchingServers } from "#lib/inventory/queries/count-matching-servers.ts";
import { countServers } from "#lib/inventory/queries/count-servers.ts";
import { getFilterNames } from "#lib/inventory/queries/get-filter-names.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import { listViews } from "#lib/inventory/queries/list-views.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { ONE_CLICK_VIEWS } from "./one-click-views.ts";
import type { ListSearch } from "./read-list-search.ts";
import { type ViewState, viewHref } from "./views/view-state.ts";

/** Everything the list shows. An address that asks nothing leads to the view this person opens the list with. */
export async function gatherList(actor: PersonActor, asked: ListSearch) {
  const { views, defaultId } = await listViews(actor, { list: "servers" });
  const first = views.find(({ id }) => id === defaultId);
  if (asked.isBare && first !== undefined) redirect(viewHref(first));
  const { cursor, input } = asked;
  const [page, coverage, names, counts] = await Promise.all([
    listServers(actor, { ...input, cursor }),
    countServers(actor, {}),
    getFilterNames(actor, input),
    countMatchingServers(actor, { searches: ONE_CLICK_VIEWS.map(({ filter }) => filter) }),
  ]);
  const viewState: ViewState = {
    views,
    defaultId,
    current: views.find(({ id }) => id === asked.viewId) ?? null,
    search: asked.search,
    refusal: permitted(actor, "saved-view:manage"),
  };
  return { page, coverage, names, counts, viewState };
}
