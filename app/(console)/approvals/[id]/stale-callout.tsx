import { Callout } from "#components/ui/callout.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";

/** Says first what makes this request undecidable now, or unusual: it changed, or it is asked again. */
export function StaleCallout({ request }: { request: RequestView }) {
  if (request.staleReason !== null) {
    return (
      <Callout meaning="warning" title="This cannot be decided as it was asked">
        {request.staleReason}{" "}
        <TextLink href={`/servers/${request.server.slug}`}>See {request.server.name}</TextLink>
      </Callout>
    );
  }
  if (request.cause === "drift" && request.state === "pending") {
    return (
      <Callout meaning="notice" title="Something that was approved has changed">
        Until somebody approves it as it is now, it stays switched off. The difference is below.
      </Callout>
    );
  }
  return null;
}
