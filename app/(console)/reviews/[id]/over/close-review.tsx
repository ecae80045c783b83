import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

/** The way to what closing a review would end, for whoever may close it: true, or the reason why not. */
export function CloseReview({ campaign, allowed }: { campaign: { id: string }; allowed: true | string }) {
  if (allowed !== true) return <Button disabledReason={allowed}>Close the review</Button>;
  return <LinkButton href={`/reviews/${campaign.id}/close`}>Close the review</LinkButton>;
}
