import { Callout } from "#components/ui/callout.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";
import { whoAskedForChanges } from "./who-asked-for-changes.ts";

/** An approver sent it back: what should be different, and the way on for whoever asked. */
export function ChangesCallout({ request }: { request: RequestView }) {
  const { changesAsked, allowed, requester } = request;
  if (changesAsked === null) return null;
  const mayResubmit = allowed.resubmit === true;
  return (
    <Callout
      meaning="warning"
      title={whoAskedForChanges(changesAsked)}
      actions={
        mayResubmit && (
          <LinkButton href={`/approvals/${request.id}/change`} variant="primary">
            Change it and send it again
          </LinkButton>
        )
      }
    >
      <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere] [unicode-bidi:isolate]">
        {changesAsked.body}
      </p>
      <p className="mt-1 text-ink-muted">
        {mayResubmit ? "You send it again" : `${requester.name} sends it again`}, changed, and its votes begin
        anew. Until then nobody approves it, and it still expires.
      </p>
    </Callout>
  );
}
