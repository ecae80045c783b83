import type { Metadata } from "next";
import { inWords } from "#app/in-words.ts";
import { ProblemState } from "#app/problem-state.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import { chosenFilters, type FilterField } from "#components/table/filters.ts";
import { ListNavigationProvider } from "#components/table/list-navigation.tsx";
import { SearchBox } from "#components/table/search-box.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer } from "#lib/doors/page.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { CONSUMER_STATES } from "#lib/inventory/consumers.ts";
import { CONSUMER_KINDS } from "#lib/inventory/model.ts";
import { listConsumerPage } from "#lib/inventory/queries/list-consumer-page.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";
import { InventoryTabs } from "../inventory-tabs.tsx";
import { toPersonOptions } from "../servers/person-options.ts";
import { type SearchParams, toUrlSearch } from "../servers/read-list-search.ts";
import { AddConsumer } from "./add-consumer.tsx";
import { ConsumerList } from "./consumer-list.tsx";

export const metadata: Metadata = { title: "Consumers" };

const FILTERS: readonly FilterField[] = [
  {
    param: "kind",
    label: "Kind",
    isSingle: true,
    options: CONSUMER_KINDS.map((value) => ({ value, label: inWords(value) })),
  },
  {
    param: "state",
    label: "State",
    isSingle: true,
    options: CONSUMER_STATES.map((value) => ({ value, label: inWords(value) })),
  },
  { param: "owner", label: "Owner", options: [{ value: "me", label: "Me" }] },
];

/** The agents, applications, services, people and groups that use servers. */
export default async function ConsumersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const search = toUrlSearch(await searchParams);
  const q = search.get("q") ?? "";
  const chosen = chosenFilters(FILTERS, search);
  const chosenIn = (param: string) => chosen.find(({ field }) => field.param === param)?.value;
  const found = await answer((actor) =>
    Promise.all([
      listConsumerPage(actor, {
        q,
        // Only declared options are chosen, and those are the enum's own members.
        kind: chosenIn("kind") as (typeof CONSUMER_KINDS)[number] | undefined,
        state: chosenIn("state") as (typeof CONSUMER_STATES)[number] | undefined,
        ownerId: chosenIn("owner") === undefined ? undefined : actor.userId,
        cursor: search.get("cursor") ?? undefined,
      }),
      listUsers(actor, {}),
    ]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [{ items, nextCursor }, people] = found.data;
  return (
    <ListNavigationProvider>
      <PageHeader
        title="Consumers"
        sentence="Who and what uses servers. A consumer may use only what was approved for it."
        actions={
          <>
            {isPermitted(found.actor, "candidate:read") && (
              <LinkButton href="/consumers/seen">Clients seen in files</LinkButton>
            )}
            <AddConsumer people={toPersonOptions(people)} actor={found.actor} />
          </>
        }
      />
      <InventoryTabs current="consumers" />
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox label="Search consumers" placeholder="Name" defaultValue={q} />
        <FilterBar fields={FILTERS} />
      </div>
      <ConsumerList consumers={items} isFiltered={q !== "" || chosen.length > 0} />
      {(search.has("cursor") || nextCursor !== null) && (
        <nav aria-label="Pages" className="flex justify-end gap-2">
          {search.has("cursor") && <LinkButton href={hrefAt(search, null)}>First page</LinkButton>}
          {nextCursor !== null && <LinkButton href={hrefAt(search, nextCursor)}>Next page</LinkButton>}
        </nav>
      )}
    </ListNavigationProvider>
  );
}

function hrefAt(search: URLSearchParams, cursor: string | null): string {
  const next = new URLSearchParams(search);
  next.delete("cursor");
  if (cursor !== null) next.set("cursor", cursor);
  return next.size === 0 ? "/consumers" : `/consumers?${next}`;
}
