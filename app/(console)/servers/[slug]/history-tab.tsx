import { History } from "lucide-react";
import { ProblemState } from "#app/problem-state.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { Timeline } from "#components/ui/timeline.tsx";
import { listServerHistory } from "#lib/audit/queries/list-server-history.ts";
import { answer } from "#lib/doors/page.ts";
import { ChangeList } from "./change-list.tsx";
import { tabHref } from "./server-tabs.ts";
import type { TabProps } from "./tab-props.ts";

/** What happened to this server, newest first, with what was before and after. */
export async function HistoryTab({ server, search, now }: TabProps) {
  const found = await answer((actor) =>
    listServerHistory(actor, { serverId: server.id, cursor: search.cursor }),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { items, nextCursor, total } = found.data;
  const href = tabHref(server.slug, "history");
  return (
    <Section
      title="History"
      description={`${total.isEstimate ? "More than " : ""}${total.count.toLocaleString("en")} ${total.count === 1 ? "event" : "events"} in the audit trail, newest first.`}
    >
      {items.length === 0 ? (
        <EmptyState icon={<History />} title="Nothing happened yet" />
      ) : (
        <Timeline
          label="History of this server"
          entries={items.map((event) => ({
            id: event.id,
            title: event.summary,
            time: <Time at={event.occurredAt} now={now} />,
            detail: <ChangeList detail={event.detail} />,
          }))}
        />
      )}
      <nav aria-label="Pages" className="mt-4 flex justify-end gap-2 empty:hidden print:hidden">
        {search.cursor !== undefined && <LinkButton href={href}>Newest</LinkButton>}
        {nextCursor !== null && <LinkButton href={`${href}&cursor=${nextCursor}`}>Older</LinkButton>}
      </nav>
    </Section>
  );
}
