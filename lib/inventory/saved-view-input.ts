import { z } from "zod";
import { withoutSecret } from "./plain-secret.ts";
import { VIEW_LISTS } from "./saved-view.ts";
import { normaliseServerSearch, SEARCH_LENGTH_MAX } from "./server-search.ts";

const list = z.enum(VIEW_LISTS);
const name = withoutSecret(
  z.string().trim().min(1, "Give the view a name.").max(80, "At most 80 characters."),
);
/** A query string, without its question mark; kept in its one normal form. */
const search = withoutSecret(z.string().max(SEARCH_LENGTH_MAX, "This view has too many filters."))
  .transform((text) => normaliseServerSearch(text))
  .refine((text) => text.length <= SEARCH_LENGTH_MAX, "This view has too many filters.");

export const listViewsInput = z.object({ list });

export const saveViewInput = z.object({ list, name, search, isShared: z.boolean().default(false) });

/** `version` is the one that was read; left out, the newest is changed. */
export const updateViewInput = z.object({
  viewId: z.uuid(),
  version: z.int().positive().optional(),
  name: name.optional(),
  search: search.optional(),
  isShared: z.boolean().optional(),
});

export const viewInput = z.object({ viewId: z.uuid() });

/** Null: the list opens with everything again. */
export const setDefaultViewInput = z.object({ list, viewId: z.uuid().nullable() });
