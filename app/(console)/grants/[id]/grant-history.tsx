import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { Timeline } from "#components/ui/timeline.tsx";
import type { AuditEventView } from "#lib/audit/model.ts";
import { ChangeList } from "../../servers/[slug]/change-list.tsx";

/** What happened to it, newest first. */
export function GrantHistory(props: { events: readonly AuditEventView[]; hasMore: boolean; now: string }) {
  const { events, hasMore, now } = props;
  return (
    <Section title="History" description={hasMore ? "The newest 50 events." : undefined}>
      {events.length === 0 ? (
        <p className="text-ink-muted">Nothing is in the audit trail about it.</p>
      ) : (
        <Timeline
          label="History of this grant"
          entries={events.map((event) => ({
            id: event.id,
            title: event.summary,
            time: <Time at={event.occurredAt} now={now} />,
            detail: <ChangeList event={event} now={now} />,
          }))}
        />
      )}
    </Section>
  );
}
