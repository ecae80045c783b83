import { ReadableRequests } from "#app/readable-requests.tsx";
import { RequestLink } from "#app/request-link.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";
import { dayWords } from "#lib/policy/approval/plain-words.ts";

/** What is asked to last longer was given less time before than was asked: by whom, and how much. */
export function ShortenedBefore(props: { shortened: RequestView["shortenedBefore"]; now: string }) {
  if (props.shortened.length === 0) return null;
  return (
    <ReadableRequests of={props.shortened.map(({ requestId }) => requestId)}>
      {props.shortened.map(({ requestId, names, by, askedDays, approvedDays, at }) => (
        <Callout
          key={requestId}
          meaning="notice"
          title={`It was shortened before, to ${dayWords(approvedDays, "day")}`}
        >
          <p className="[overflow-wrap:anywhere]">
            {listed(by)} gave {dayWords(approvedDays, "day")} of the {askedDays} asked for {listed(names)},{" "}
            <Time at={at} now={props.now} />.{" "}
            <RequestLink id={requestId} isNothingAlone>
              See that request
            </RequestLink>
          </p>
        </Callout>
      ))}
    </ReadableRequests>
  );
}

const NAMED = 5;

function listed(names: readonly string[]): string {
  const more = names.length - NAMED;
  return new Intl.ListFormat("en").format(more > 0 ? [...names.slice(0, NAMED), `${more} more`] : names);
}
