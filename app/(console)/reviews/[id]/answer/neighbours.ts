import type { ReviewItemView } from "#lib/reviews/item-view.ts";

type Items = readonly ReviewItemView[];

/** What this person could answer and has not. */
function isOpen(item: ReviewItemView): boolean {
  return item.decision === "undecided" && (item.allowed.keep === true || item.allowed.revoke === true);
}

/** Where to begin: the first item that waits for this person, or the first of all. */
export function firstOpen(items: Items): ReviewItemView | undefined {
  return items.find(isOpen) ?? items[0];
}

/** The next item that waits for this person after this one, beginning again at the top; none when all are answered. */
export function nextOpen(items: Items, afterId: string): ReviewItemView | undefined {
  const place = items.findIndex((item) => item.id === afterId);
  return [...items.slice(place + 1), ...items.slice(0, Math.max(place, 0))].find(isOpen);
}

/** The neighbour in the list; none beyond its ends. */
export function step(items: Items, fromId: string, by: 1 | -1): ReviewItemView | undefined {
  return items[items.findIndex((item) => item.id === fromId) + by];
}
