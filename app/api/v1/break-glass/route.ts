import type { z } from "zod";
import { breakGlass } from "#lib/approvals/commands/break-glass.ts";
import type { breakGlassInput, listBreakGlassInput } from "#lib/approvals/glass-input.ts";
import { listBreakGlass } from "#lib/approvals/queries/list-break-glass.ts";
import { route } from "#lib/doors/route.ts";
import { fromSearch } from "../from-search.ts";

/** `GET ?serverId=&toReview=true&limit=` -> uses that two others have not reviewed yet, due first. */
export const GET = route(({ actor, search }) =>
  listBreakGlass(actor, fromSearch<z.input<typeof listBreakGlassInput>>(search)),
);

/**
 * `POST { slug, toolIds, consumerIds, hours, justification, emergency }` -> `{ requestId, title, endsAt }`. People only,
 * and of those whom the approval policy names.
 */
export const POST = route(
  // The schema inside judges what came in.
  ({ actor, body }) => breakGlass(actor, body as z.input<typeof breakGlassInput>),
  { status: 201 },
);
