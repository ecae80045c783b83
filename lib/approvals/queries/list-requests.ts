import { z } from "zod";
import { IMPACTS } from "#lib/inventory/impact.ts";
import { ENVIRONMENTS } from "#lib/inventory/model.ts";
import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { cursorInstant, parseCursor, toCursor } from "#lib/kernel/cursor.ts";
import { query } from "#lib/kernel/query.ts";
import { listRequestsInput } from "../list-input.ts";
import { findRequestPage, type RequestListRow, type RequestPosition } from "../list-store.ts";
import { seesAllRequests } from "../sees-all-requests.ts";
import { toRequestItems } from "../steps/to-request-items.ts";

/**
 * Requests, a page at a time: those this person can decide (gravest first, production before the rest, then oldest),
 * asked for, or all (newest first). All of the organization is for administrators, auditors and tokens; of one server
 * everybody is shown those they may read.
 *
 * @throws AppError `invalid` for a cursor that no list gave out, `forbidden` for all without the role
 */
export const listRequests = query({
  name: "list-requests",
  permission: "request:read",
  input: listRequestsInput,
  run: async ({ tx, actor, now }, { cursor, limit, ...asked }) => {
    if (asked.view === "all" && asked.serverId === undefined && !seesAllRequests(actor)) {
      throw new AppError("forbidden", "Only administrators and auditors see what everybody asked for.");
    }
    const person = actingPerson(actor);
    const filter = {
      ...asked,
      organizationId: actor.organizationId,
      person: person && { id: person.userId },
      readableBy: asked.view === "all" ? actor : undefined,
      now,
    };
    const { rows, count, isEstimate } = await findRequestPage(tx, filter, readPosition(cursor), limit + 1);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: await toRequestItems(tx, shown, {
        organizationId: actor.organizationId,
        decider: asked.view === "to-decide" ? filter.person : null,
        now,
      }),
      nextCursor: last === undefined ? null : positionCursor(last),
      total: { count, isEstimate },
    };
  },
});

function positionCursor({ impact, environment, submittedAt, id }: RequestListRow): string {
  // A list holds submitted requests only.
  return toCursor([impact, environment, submittedAt?.toISOString() ?? "", id]);
}

const position = z.tuple([z.enum(IMPACTS), z.enum(ENVIRONMENTS), cursorInstant, z.uuid()]);

function readPosition(cursor: string | undefined): RequestPosition | null {
  const values = parseCursor(cursor, position);
  if (values === null) return null;
  const [impact, environment, submittedAt, id] = values;
  return { impact, isProduction: environment === "production", submittedAt: new Date(submittedAt), id };
}
