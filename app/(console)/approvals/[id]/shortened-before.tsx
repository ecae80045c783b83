import { Callout } from "#components/ui/callout.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";
import { dayWords } from "#lib/policy/approval/policy-words.ts";

/** What is asked to last longer was given less time before than was asked: by whom, and how much. */
export function ShortenedBefore(props: { shortened: RequestView["shortenedBefore"]; now: string }) {
  return props.shortened.map(({ requestId, names, by, askedDays, approvedDays, at }) => (
    <Callout
      key={requestId}
      meaning="notice"
      title={`It was shortened before, to ${dayWords(approvedDays, "day")}`}
    >
      <p className="[overflow-wrap:anywhere]">
        {listed(by)} gave {dayWords(approvedDays, "day")} of the {askedDays} asked for {listed(names)},{" "}
        <Time at={at} now={props.now} />.{" "}
        <TextLink href={`/approvals/${requestId}`}>See that request</TextLink>
      </p>
    </Callout>
  ));
}

const NAMED = 5;

function listed(names: readonly string[]): string {
  const more = names.length - NAMED;
  return new Intl.ListFormat("en").format(more > 0 ? [...names.slice(0, NAMED), `${more} more`] : names);
}
