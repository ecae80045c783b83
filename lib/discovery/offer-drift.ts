/** How many there are of one kind, and the names of the first of them. */
export type Offer = { count: number; names: string[] };

/** What a server offers besides tools. Null when it would not say. */
export type Offers = Record<OfferKind, Offer | null>;

export const OFFER_KINDS = ["resources", "templates", "prompts"] as const;
export type OfferKind = (typeof OFFER_KINDS)[number];

/** Names that came and went, at most 20 of each. */
export type OfferChange = { added: string[]; removed: string[] };

const SHOWN = 20;

/**
 * What came and went besides tools since the last look. A kind that either look knows nothing of is left out: a server
 * that would not say has not taken anything away.
 */
export function compareOffers(before: Offers | null, after: Offers): Partial<Record<OfferKind, OfferChange>> {
  const found: Partial<Record<OfferKind, OfferChange>> = {};
  for (const kind of OFFER_KINDS) {
    const last = before?.[kind];
    const now = after[kind];
    if (!last || !now) continue;
    const added = now.names.filter((name) => !last.names.includes(name)).slice(0, SHOWN);
    const removed = last.names.filter((name) => !now.names.includes(name)).slice(0, SHOWN);
    if (added.length + removed.length > 0) found[kind] = { added, removed };
  }
  return found;
}
