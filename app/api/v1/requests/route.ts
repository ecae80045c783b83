import type { z } from "zod";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import type { listRequestsInput, submitRequestInput } from "#lib/approvals/input.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { route } from "#lib/doors/route.ts";
import { fromSearch } from "../from-search.ts";

/** `GET ?view=to-decide|asked-by-me|all&state=&serverId=&limit=&cursor=` -> one page; all by default, newest first. */
export const GET = route(({ actor, search }) =>
  listRequests(actor, { view: "all", ...fromSearch<z.input<typeof listRequestsInput>>(search) }),
);

/**
 * `POST { slug, toolIds, consumerIds, durationDays, justification }` -> `{ requestId, title }`. People only. Instead of
 * tools and consumers: `moveTo: "production"`, or `extendGrantIds`, or scopes: `scopeIds` of those on record, and
 * `newScopes` as `{ name, system, breadth }`.
 */
export const POST = route(
  // The schema inside judges what came in.
  ({ actor, body }) => submitRequest(actor, body as z.input<typeof submitRequestInput>),
  { status: 201 },
);
