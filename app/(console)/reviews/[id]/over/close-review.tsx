import { LinkButton } from "#components/ui/link-button.tsx";

/** The way to what closing a review would end. */
export function CloseReview({ campaign }: { campaign: { id: string } }) {
  return <LinkButton href={`/reviews/${campaign.id}/close`}>Close the review</LinkButton>;
}
