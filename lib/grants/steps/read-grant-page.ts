import type { Actor } from "#lib/kernel/actor.ts";
import { findCalled } from "#lib/kernel/called.ts";
import { askByIndex, type Tx } from "#lib/kernel/db.ts";
import { endRange } from "../end-window.ts";
import { type GrantView, toGrantViews } from "../grant-view.ts";
import type { ListGrantsInput } from "../list-input.ts";
import { findGrantIds, type GrantFilter } from "../list-store.ts";
import { nextTimeCursor, readTimeCursor } from "../time-cursor.ts";
import { findGrantViews } from "../view-store.ts";

/** A page of grants, not counted, and what it was filtered by. @throws AppError `invalid` for a cursor of another list */
export async function readGrantPage(
  { tx, actor, now }: { tx: Tx; actor: Actor; now: Date },
  { cursor, limit, sort, window, endsBefore, q, ...asked }: ListGrantsInput,
): Promise<{ items: GrantView[]; nextCursor: string | null; filter: GrantFilter }> {
  const { organizationId } = actor;
  const after = readTimeCursor(sort, cursor);
  await askByIndex(tx);
  const called = await findCalled(tx, ["server", "tool", "scope", "consumer"], q);
  const filter = { ...asked, organizationId, called, ends: endRange({ window, endsBefore }, now), now };
  const ids = await findGrantIds(tx, filter, { sort, after, limit: limit + 1 });
  const rows = await findGrantViews(tx, organizationId, ids.slice(0, limit));
  const last = ids.length > limit ? rows.at(-1) : undefined;
  const nextCursor =
    last === undefined
      ? null
      : nextTimeCursor(sort, sort.endsWith("expiry") ? last.expiresAt : last.grantedAt, last.id);
  return { items: await toGrantViews(tx, rows, actor, now), nextCursor, filter };
}
