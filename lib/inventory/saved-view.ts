import { type Actor, actingPerson, hasRole } from "../kernel/actor.ts";

/** The lists whose questions can be saved. */
export const VIEW_LISTS = ["servers"] as const;
export type ViewList = (typeof VIEW_LISTS)[number];

/** Views of one person, the deleted ones apart. */
export const VIEWS_PER_PERSON_MAX = 100;
/** A deleted view can be taken back for this long; after that the next change of its owner removes it. */
export const TAKE_BACK_HOURS = 24;

export interface SavedViewFacts {
  id: string;
  ownerId: string;
  list: ViewList;
  name: string;
  search: string;
  isShared: boolean;
  deletedAt: Date | null;
  version: number;
}

export type ViewAct = "change" | "delete" | "restore";

export type ViewVerdict =
  | { ok: true }
  | { ok: false; code: "not_found" | "forbidden" | "refused"; reason: string };

/**
 * A view is its owner's. An administrator may take a shared one away, and give it back; a private one of somebody
 * else does not exist for anybody. A view holds a question and no answer, so sharing it shows nobody a server that
 * they could not see before.
 */
export function decideView(view: SavedViewFacts, act: ViewAct, actor: Actor, now: Date): ViewVerdict {
  const isOwn = actingPerson(actor)?.userId === view.ownerId;
  if (!isOwn && !view.isShared) return NO_SUCH_VIEW;
  const isDeleted = view.deletedAt !== null;
  if (isDeleted !== (act === "restore")) {
    return isDeleted ? NO_SUCH_VIEW : { ok: false, code: "refused", reason: "This view is not deleted." };
  }
  if (!isOwn && (act === "change" || !hasRole(actor, "admin"))) {
    const who =
      act === "change" ? "Only the person who saved this view" : "Only its owner or an administrator";
    return { ok: false, code: "forbidden", reason: `${who} may ${act} it.` };
  }
  if (view.deletedAt !== null && now.getTime() - view.deletedAt.getTime() > TAKE_BACK_HOURS * HOUR_MS) {
    return { ok: false, code: "refused", reason: `A view can be taken back for ${TAKE_BACK_HOURS} hours.` };
  }
  return { ok: true };
}

const HOUR_MS = 3_600_000;
const NO_SUCH_VIEW = {
  ok: false,
  code: "not_found",
  reason: "There is no such view, or you may not see it.",
} as const;
