import { Callout } from "#components/ui/callout.tsx";
import type { CampaignHead } from "../campaign.ts";
import type { Before } from "./before.ts";

/** Why a review that was to start without anybody's hand did not; nothing while nothing is in the way. */
export function NotStarted({ campaign, before }: { campaign: CampaignHead; before: Before }) {
  const { notStarted } = before;
  if (notStarted === null) return null;
  const title =
    campaign.definition.startsOn === null ? "It did not start by itself" : "It did not start on its day";
  return (
    <Callout meaning="danger" title={title}>
      {notStarted} Whoever defined it and the administrators were told. Steward starts it as soon as nothing
      is in the way.
    </Callout>
  );
}
