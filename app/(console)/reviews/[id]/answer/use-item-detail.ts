import { useEffect, useState } from "react";
import type { ReviewItemDetail } from "#lib/reviews/queries/get-review-item.ts";

export type DetailState =
  | { status: "known"; item: ReviewItemDetail }
  | { status: "loading" }
  | { status: "failed"; retry: () => void };

/**
 * The item with this id, all of it. What the page brought is there at once; others are fetched, and kept while the page is
 * open. `nextId` is fetched ahead, since that is where most people go. `version` is of the newest answer that is known.
 */
export function useItemDetail(props: {
  campaignId: string;
  id: string | undefined;
  version: number | undefined;
  nextId: string | undefined;
  given: ReviewItemDetail | null;
}): DetailState | null {
  const { campaignId, id, version, nextId, given } = props;
  const [kept] = useState(() => new Map<string, ReviewItemDetail>());
  const [, setRound] = useState(0);
  const [failedId, setFailedId] = useState<string>();
  if (given !== null && isNewer(given, kept.get(given.id))) kept.set(given.id, given);
  const known = id === undefined ? undefined : kept.get(id);
  const isCurrent = known !== undefined && (version === undefined || known.version >= version);

  useEffect(() => {
    if (id === undefined || isCurrent || failedId === id) return;
    const asked = new AbortController();
    load(campaignId, id, asked.signal).then(
      (item) => {
        kept.set(id, item);
        setRound((round) => round + 1);
      },
      () => asked.signal.aborted || setFailedId(id),
    );
    return () => asked.abort();
  }, [campaignId, id, isCurrent, failedId, kept]);

  useEffect(() => {
    if (nextId === undefined || !isCurrent || kept.has(nextId)) return;
    const asked = new AbortController();
    load(campaignId, nextId, asked.signal).then(
      (item) => kept.set(nextId, item),
      // It is asked for again when it is chosen.
      () => undefined,
    );
    return () => asked.abort();
  }, [campaignId, nextId, isCurrent, kept]);

  if (id === undefined) return null;
  if (isCurrent) return { status: "known", item: known };
  if (failedId === id) return { status: "failed", retry: () => setFailedId(undefined) };
  return { status: "loading" };
}

function isNewer(given: ReviewItemDetail, kept: ReviewItemDetail | undefined): boolean {
  return (
    kept === undefined || given.version > kept.version || (given.openedAt !== null && kept.openedAt === null)
  );
}

async function load(campaignId: string, itemId: string, signal: AbortSignal): Promise<ReviewItemDetail> {
  const response = await fetch(`/api/v1/campaigns/${campaignId}/items/${itemId}`, { signal });
  if (!response.ok) throw new Error(`the item answered ${response.status}`);
  return response.json();
}
