import { z } from "zod";
import { IMPACTS } from "#lib/inventory/impact.ts";
import { actingPerson } from "#lib/kernel/actor.ts";
import { cursorInstant, parseCursor, toCursor } from "#lib/kernel/cursor.ts";
import { query } from "#lib/kernel/query.ts";
import { listRequestsInput } from "../input.ts";
import { findRequestPage, type RequestListRow, type RequestPosition } from "../list-store.ts";
import { isExpired } from "../model.ts";

/**
 * Requests, a page at a time: those this person can decide (gravest first, then oldest), asked for, or all (newest
 * first).
 *
 * @throws AppError `invalid` for a cursor that no list gave out
 */
export const listRequests = query({
  name: "list-requests",
  permission: "request:read",
  input: listRequestsInput,
  run: async ({ tx, actor, now }, { view, state, serverId, cursor, limit }) => {
    const person = actingPerson(actor);
    const filter = {
      organizationId: actor.organizationId,
      view,
      person: person && { id: person.userId },
      state,
      serverId,
      now,
    };
    const { rows, count, isEstimate } = await findRequestPage(tx, filter, readPosition(cursor), limit + 1);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => toListItem(row, now)),
      nextCursor: last === undefined ? null : positionCursor(last),
      total: { count, isEstimate },
    };
  },
});

function positionCursor({ impact, submittedAt, id }: RequestListRow): string {
  // A list holds submitted requests only.
  return toCursor([impact, submittedAt?.toISOString() ?? "", id]);
}

const position = z.tuple([z.enum(IMPACTS), cursorInstant, z.uuid()]);

function readPosition(cursor: string | undefined): RequestPosition | null {
  const values = parseCursor(cursor, position);
  if (values === null) return null;
  const [impact, submittedAt, id] = values;
  return { impact, submittedAt: new Date(submittedAt), id };
}

/** Times are ISO 8601, UTC. A pending request past its time shows as expired, whether a sweep has been or not. */
function toListItem(row: RequestListRow, now: Date) {
  const { stages, decisions, remarks, _count, submittedAt, decidedAt, expiresAt, ...request } = row;
  const approvals = decisions.filter((vote) => vote.decision === "approve");
  const waiting = stages.find(
    (stage) => approvals.filter((vote) => vote.stagePosition === stage.position).length < stage.quorum,
  );
  return {
    ...request,
    state: row.state === "pending" && isExpired(row, now) ? ("expired" as const) : row.state,
    itemCount: _count.items,
    /** Who asked for changes, so that it waits for whoever asked. */
    changesAskedBy: row.state === "pending" ? (remarks[0]?.author.name ?? null) : null,
    waitingFor: row.state === "pending" && waiting !== undefined ? waiting.name : null,
    deciders: decisions.map((vote) => ({ name: vote.decider.name, decision: vote.decision })),
    submittedAt: submittedAt?.toISOString() ?? null,
    decidedAt: decidedAt?.toISOString() ?? null,
    expiresAt: expiresAt.toISOString(),
  };
}
