import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { parseIdCursor, toCursor } from "#lib/kernel/cursor.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { query } from "#lib/kernel/query.ts";
import { changeAnswerProblem, narrowerHref } from "../asked-change.ts";
import { listAskedChangesInput } from "../asked-change-input.ts";
import { type AskedChangeRow, countAskedChanges, loadAskedChanges } from "../asked-change-store.ts";

/**
 * What reviews ask to be changed in words or to something narrower, with what became of it: of a review, of a server, or of
 * one's own servers. `counts` only of a review. `allowed` is true, or why this person cannot answer. Times are ISO 8601.
 */
export const listAskedChanges = query({
  name: "list-asked-changes",
  permission: "campaign:read",
  input: listAskedChangesInput,
  run: async ({ tx, actor, now }, { campaignId, serverId, whose, state, limit, cursor }) => {
    const answererId = whose === "mine" ? actingPerson(actor)?.userId : undefined;
    if (whose === "mine" && answererId === undefined)
      throw new AppError("forbidden", "Only people own servers.");
    const rows = await loadAskedChanges(tx, {
      campaignId,
      serverId,
      answererId,
      isOpen: state === undefined ? undefined : state === "open",
      now,
      after: parseIdCursor(cursor),
      limit: limit + 1,
    });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => ({
        ...toView(row, now),
        allowed:
          permitted(actor, "campaign-change:answer") ??
          changeAnswerProblem({ state: row.state, server: row }, actor) ??
          (true as const),
      })),
      nextCursor: rows.length > limit && last !== undefined ? toCursor([last.itemId]) : null,
      counts: campaignId === undefined ? null : await countAskedChanges(tx, campaignId, now),
    };
  },
});

function toView(row: AskedChangeRow, now: Date) {
  const { facts, change, campaignId, campaignName, serverSlug, serverName, dueAt, answeredAt } = row;
  return {
    itemId: row.itemId,
    campaign: { id: campaignId, name: campaignName },
    server: { id: row.serverId, slug: serverSlug, name: serverName },
    /** What it is about. */
    kind: facts.kind,
    name: facts.name,
    change,
    reason: row.reason,
    askedBy: row.askedById === null ? null : { id: row.askedById, name: row.askedByName ?? "" },
    dueAt: dueAt.toISOString(),
    isOver: dueAt <= now,
    state: row.state,
    answeredBy: row.answeredByName,
    answeredAt: answeredAt?.toISOString() ?? null,
    note: row.note,
    /** Where the narrower scope is asked for. */
    href:
      "breadth" in change && facts.scope !== null
        ? narrowerHref(serverSlug, facts.scope, change.breadth)
        : null,
  };
}
