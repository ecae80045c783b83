import type { EventType } from "../kernel/events.ts";
import type { IdentifiedEvent } from "../kernel/reaction.ts";
import { hrefOf } from "./model.ts";
import { ASKING_EVENTS, closingOf } from "./over.ts";

interface Asked {
  href: string | null;
  kind: string;
}

/** Of what people are asked for on a page: what the trail says last. Neither where it says nothing. */
export interface WhatIsOver {
  isOver(asked: Asked): boolean;
  isAskedFor(asked: Asked): boolean;
}

/**
 * What the trail of some subjects, in the order it was written, says last: asked for, or over. Announcements may arrive in
 * another order, and some time after what they tell of.
 */
export function whatIsOver(trail: readonly IdentifiedEvent[]): WhatIsOver {
  const last = new Map<string, "asked for" | "over">();
  const keyOf = ({ href, kind }: Asked) => `${kind} ${href ?? ""}`;
  for (const event of trail) {
    last.set(keyOf({ href: hrefOf(event), kind: event.type }), "asked for");
    for (const { href, kinds } of closingOf(event)) {
      for (const kind of kinds) last.set(keyOf({ href, kind }), "over");
    }
  }
  return {
    isOver: (asked) => last.get(keyOf(asked)) === "over",
    isAskedFor: (asked) => last.get(keyOf(asked)) === "asked for",
  };
}

/** Whether it may be over by the time it is told. */
export function isAsking(kind: string): boolean {
  return ASKING_EVENTS.has(kind as EventType);
}
