import { useEffect, useRef } from "react";
import type { ReviewItemDetail } from "#lib/reviews/queries/get-review-item.ts";
import { sayOpened } from "./open-item.ts";

/** Says once that the item is before whoever may answer it. The promise is kept before an answer is sent. */
export function useSayOpened(item: ReviewItemDetail): () => Promise<void> {
  const said = useRef<Promise<void> | null>(null);
  const isToSay = item.openedAt === null && item.allowed.keep === true;
  const campaignId = item.campaign.id;
  useEffect(() => {
    if (isToSay) said.current ??= sayOpened(campaignId, item.id);
  }, [isToSay, campaignId, item.id]);
  return () => said.current ?? Promise.resolve();
}
