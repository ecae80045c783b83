import { EmptyState } from "#components/ui/empty-state.tsx";
import type { CampaignHead } from "../campaign.ts";

/** A review that nobody is asked in yet. */
export function BeforeRun({ campaign }: { campaign: CampaignHead }) {
  if (campaign.state === "discarded") {
    return (
      <EmptyState title="This review was given up">It was discarded before anybody was asked.</EmptyState>
    );
  }
  return <EmptyState title="This review has not started">Nobody is asked until it runs.</EmptyState>;
}
