import { parseIdCursor, toCursor } from "#lib/kernel/cursor.ts";
import { query } from "#lib/kernel/query.ts";
import { countReassignments, loadReassignments } from "../seat-store.ts";
import { listReassignmentsInput } from "../stage-input.ts";
import { loadCampaign, loadPeople } from "../store.ts";

/** Items of a review that were passed from one reviewer to another, newest first. Times are ISO 8601. */
export const listReassignments = query({
  name: "list-reassignments",
  permission: "campaign:read",
  input: listReassignmentsInput,
  run: async ({ tx, actor }, { campaignId, limit, cursor }) => {
    await loadCampaign(tx, actor.organizationId, campaignId);
    const found = await loadReassignments(tx, campaignId, {
      before: parseIdCursor(cursor),
      limit: limit + 1,
    });
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const people = await loadPeople(
      tx,
      shown.flatMap(({ fromId, toId, byId }) => [fromId, toId, byId]),
    );
    return {
      items: shown.map(({ id, stage, kind, items, reason, at, fromId, toId, byId }) => ({
        id,
        stage,
        kind,
        items,
        reason,
        at: at.toISOString(),
        /** Null where nobody was asked before. */
        from: people.get(fromId ?? "") ?? null,
        to: people.get(toId) ?? null,
        /** Null for Steward itself. */
        by: people.get(byId ?? "") ?? null,
      })),
      total: await countReassignments(tx, campaignId),
      nextCursor: found.length > limit && last !== undefined ? toCursor([last.id]) : null,
    };
  },
});
