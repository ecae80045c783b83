export interface WholeList<Item> {
  items: readonly Item[];
  nextCursor: null;
  total: { count: number; isEstimate: false };
}

/** A list that is bounded by its nature and comes in one page, in the shape of every list. */
export function wholeList<Item>(items: readonly Item[]): WholeList<Item> {
  return { items, nextCursor: null, total: { count: items.length, isEstimate: false } };
}
