import { ChevronRight } from "lucide-react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Facts } from "#components/ui/facts.tsx";
import type { Meaning } from "#components/ui/meaning.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Status } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import { isRefusal } from "#lib/audit/export/activity.ts";
import type { AuditEventView } from "#lib/audit/model.ts";
import { ChangeList } from "../servers/[slug]/change-list.tsx";
import { auditHref } from "./read-audit-search.ts";

interface Props {
  event: AuditEventView;
  now: string;
}

/** One event in a line; opened, everything that was recorded of it. */
export function EventLine({ event, now }: Props) {
  return (
    <li>
      <details className="group">
        <summary className="flex min-h-11 cursor-pointer list-none items-start gap-2 px-4 py-2.5 -outline-offset-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden="true"
            className="mt-0.5 size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90"
          />
          <span className="grid min-w-0 flex-1 gap-x-4 gap-y-0.5 md:grid-cols-[13rem_1fr_auto]">
            <Label event={event} />
            <span className="min-w-0 text-pretty [overflow-wrap:anywhere]">{event.summary}</span>
            <Time at={event.occurredAt} now={now} className="whitespace-nowrap text-ink-faint text-small" />
          </span>
        </summary>
        <EventDetail event={event} now={now} />
      </details>
    </li>
  );
}

function EventDetail({ event, now }: Props) {
  const { actor, subject } = event;
  const hasDetail = Object.keys(event.detail).length > 0;
  return (
    <div className="grid gap-4 bg-sunken px-4 py-3 md:pl-10">
      <Facts
        columns={2}
        items={[
          { label: "When", value: <Time at={event.occurredAt} now={now} show="exact" /> },
          { label: "Number", value: <span className="tabular-nums">{event.sequence}</span> },
          {
            label: "Who",
            value: actor.name,
            hint: actor.id !== null && (
              <TextLink href={auditHref({}, { actor: actor.id })}>Everything by {actor.name}</TextLink>
            ),
          },
          {
            label: "About",
            value: `${subject.name} (${subject.kind.replaceAll("_", " ")})`,
            hint: subject.id !== null && (
              <TextLink href={auditHref({}, { subject: subject.id })}>
                Everything about {subject.name}
              </TextLink>
            ),
          },
          { label: "Type", value: <code>{event.type}</code> },
          {
            label: "Request",
            value:
              event.requestId === null ? (
                <span className="text-ink-faint">None</span>
              ) : (
                <Mono value={event.requestId} label="request id" />
              ),
          },
        ]}
      />
      <ChangeList event={event} now={now} />
      {hasDetail && (
        <CodeBlock label={`detail of event ${event.sequence}`} code={JSON.stringify(event.detail, null, 2)} />
      )}
    </div>
  );
}

/** Only what went wrong, ended or was allowed carries an icon: a column of icons says nothing. */
function Label({ event }: { event: AuditEventView }) {
  const meaning = meaningOf(event.type);
  if (meaning === "neutral") return <span className="text-ink-muted">{event.label}</span>;
  return (
    <Status meaning={meaning} className="self-start text-ink-muted">
      {event.label}
    </Status>
  );
}

function meaningOf(type: string): Meaning {
  if (isRefusal(type)) return "warning";
  if (/\.(suspended|revoked|rejected|failed|deactivated)$/.test(type)) return "danger";
  return /\.(approved|enabled|succeeded|resumed|issued|activated)$/.test(type) ? "good" : "neutral";
}
