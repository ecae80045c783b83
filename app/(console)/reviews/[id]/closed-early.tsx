import { Callout } from "#components/ui/callout.tsx";
import type { CampaignHead } from "./campaign.ts";

/** That a review was closed although something was skipped, at the top of its every page; nothing where nothing was. */
export function ClosedEarly({ campaign: { closedEarly } }: { campaign: Pick<CampaignHead, "closedEarly"> }) {
  if (closedEarly === null) return null;
  return (
    <Callout meaning="warning" title="This review was closed early">
      <p className="[overflow-wrap:anywhere]">
        {closedEarly.words} Why: <span className="whitespace-pre-wrap">{closedEarly.reason}</span>
      </p>
    </Callout>
  );
}
