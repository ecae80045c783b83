import { Callout } from "#components/ui/callout.tsx";
import type { CampaignDefinition } from "#lib/reviews/campaign-definition.ts";
import { whyNotCounted } from "#lib/reviews/counts-as-review.ts";

/** Said where a review leaves its servers' next review due when it is; nothing where it counts. */
export function NotCounted({ definition }: { definition: CampaignDefinition }) {
  const why = definition.subjects.length === 0 ? null : whyNotCounted(definition);
  if (why === null) return null;
  return (
    <Callout meaning="notice" title="Its servers stay due for review when they are">
      It {why}, so it does not count as a review of a server. One that does asks about all tools, scopes and
      access of its servers.
    </Callout>
  );
}
