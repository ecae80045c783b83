import { FileClock } from "lucide-react";
import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { EventLine } from "./event-line.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { FilterForm } from "./filter-form.tsx";
import { gatherTrail } from "./gather-trail.ts";
import { auditHref, readAuditSearch } from "./read-audit-search.ts";
import { SearchTags } from "./search-tags.tsx";
import { VerifyChain } from "./verify-chain.tsx";

export const metadata: Metadata = { title: "Audit" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Who did what, when: browse, verify and export the trail. For administrators and auditors. */
export default async function AuditPage({ searchParams }: Props) {
  const search = readAuditSearch(await searchParams);
  const found = await answer((actor) => gatherTrail(actor, search));
  if (!found.ok) {
    return (
      <>
        <PageHeader title="Audit" />
        <ProblemState problem={found.problem} />
      </>
    );
  }
  const { events, head, types, actors, server } = found.data;
  const { items, nextCursor, total } = events;
  const now = pageTime();
  return (
    <>
      <PageHeader
        title="Audit"
        sentence={`${head.toLocaleString("en")} ${head === 1 ? "event is" : "events are"} on record, each tied to the one before it.`}
        actions={<ExportMenu />}
      />
      <VerifyChain head={head} />
      <Section title="Events" description={described(total, search)} flush>
        <div className="grid gap-3 border-line border-b px-4 py-3 print:hidden">
          <FilterForm search={search} types={types} actors={actors} key={JSON.stringify(search)} />
          <SearchTags search={search} serverName={server?.name} />
        </div>
        {items.length === 0 ? (
          <EmptyState
            icon={<FileClock />}
            title="No event matches"
            actions={<LinkButton href="/audit">Show all events</LinkButton>}
          >
            Take a filter away, or look at a longer time.
          </EmptyState>
        ) : (
          <ol className="divide-y divide-line">
            {items.map((event) => (
              <EventLine key={event.sequence} event={event} now={now} />
            ))}
          </ol>
        )}
        {(search.cursor !== undefined || nextCursor !== null) && (
          <nav
            aria-label="Pages"
            className="flex justify-end gap-2 border-line border-t px-4 py-2 print:hidden"
          >
            {search.cursor !== undefined && <LinkButton href={auditHref(search, {})}>Newest</LinkButton>}
            {nextCursor !== null && (
              <LinkButton href={auditHref(search, { cursor: String(nextCursor) })}>Older</LinkButton>
            )}
          </nav>
        )}
      </Section>
    </>
  );
}

function described(total: { count: number; isEstimate: boolean }, search: object): string {
  const amount = `${total.isEstimate ? "More than " : ""}${total.count.toLocaleString("en")}`;
  const isFiltered = Object.keys(search).some((name) => name !== "cursor");
  return `${amount} ${total.count === 1 ? "event" : "events"}${isFiltered ? " match" : ""}${isFiltered && total.count === 1 ? "es" : ""}, newest first.`;
}
