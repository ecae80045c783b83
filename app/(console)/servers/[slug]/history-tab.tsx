import { History } from "lucide-react";
import { ProblemState } from "#app/problem-state.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { Timeline } from "#components/ui/timeline.tsx";
import { HISTORY_KINDS } from "#lib/audit/history-kinds.ts";
import { listServerHistory } from "#lib/audit/queries/list-server-history.ts";
import { answer } from "#lib/doors/page.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";
import { listServerRoles } from "#lib/policy/queries/list-server-roles.ts";
import { ChangeList } from "./change-list.tsx";
import { HistoryFilter } from "./history-filter.tsx";
import { tabHref } from "./server-tabs.ts";
import type { TabProps } from "./tab-props.ts";

/** What happened to this server, newest first, with what was before and after. */
export async function HistoryTab({ server, search, now }: TabProps) {
  const kind = HISTORY_KINDS.find((one) => one === search.kind);
  const actorId = search.by === "" ? undefined : search.by;
  const found = await answer((actor) =>
    Promise.all([
      listServerHistory(actor, { serverId: server.id, cursor: search.cursor, kind, actorId }),
      listUsers(actor, {}),
      listServerRoles(actor, {}),
    ]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [{ items, nextCursor, total }, people, roles] = found.data;
  const names = new Map([...people, ...roles].map(({ id, name }) => [id, name]));
  const narrowed = new URLSearchParams({ ...(kind && { kind }), ...(actorId && { by: actorId }) });
  const href = `${tabHref(server.slug, "history")}${narrowed.size > 0 ? `&${narrowed}` : ""}`;
  const mayExport = isPermitted(found.actor, "audit:read");
  return (
    <Section
      title="History"
      description={`${total.isEstimate ? "More than " : ""}${total.count.toLocaleString("en")} ${total.count === 1 ? "event" : "events"} in the audit trail, newest first.`}
      actions={
        mayExport && (
          <LinkButton href={`/audit?server=${server.id}`} size="small">
            Open in the audit trail
          </LinkButton>
        )
      }
    >
      <HistoryFilter slug={server.slug} kind={kind} by={actorId} people={people} />
      {items.length === 0 ? (
        <EmptyState
          icon={<History />}
          title={narrowed.size > 0 ? "Nothing of this kind" : "Nothing happened yet"}
        >
          {narrowed.size > 0 ? "Choose another kind or another person." : undefined}
        </EmptyState>
      ) : (
        <Timeline
          label="History of this server"
          entries={items.map((event) => ({
            id: event.id,
            title: event.summary,
            time: <Time at={event.occurredAt} now={now} />,
            detail: <ChangeList event={event} now={now} names={names} />,
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
