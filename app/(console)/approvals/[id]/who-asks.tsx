import { Person } from "#components/ui/person.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";

/** The person behind the request and their reason, in their words. */
export function WhoAsks({ request, now }: { request: RequestView; now: string }) {
  const { requester, justification, submittedAt } = request;
  const detail = requester.isActive ? requester.email : `${requester.email}, no longer active`;
  return (
    <Section title="Who asks, and why">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Person name={requester.name} detail={detail} />
        {submittedAt !== null && (
          <span className="text-ink-faint text-small">
            <Time at={submittedAt} now={now} />
          </span>
        )}
      </div>
      {request.cause === "drift" && (
        <p className="mt-2 text-ink-muted">
          Steward asked in this person's name, because they answer for the server.
        </p>
      )}
      <blockquote className="mt-2 max-w-prose whitespace-pre-wrap border-line-strong border-l-2 pl-3 [overflow-wrap:anywhere]">
        {justification}
      </blockquote>
    </Section>
  );
}
