import type { z } from "zod";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import type { submitRequestInput } from "#lib/approvals/input.ts";
import type { listRequestsInput } from "#lib/approvals/list-input.ts";
import { listRequests, seesAllRequests } from "#lib/approvals/queries/list-requests.ts";
import { route } from "#lib/doors/route.ts";
import { fromSearch } from "../from-search.ts";

const LISTS = ["state", "kind", "impact", "environment"];

/**
 * `GET ?view=to-decide|asked-by-me|all&state=&kind=&impact=&environment=&serverId=&q=&limit=&cursor=` -> one page; all,
 * newest first, unless asked otherwise; for people who do not see all, what they asked for.
 */
export const GET = route(({ actor, search }) =>
  listRequests(actor, {
    view: seesAllRequests(actor) ? "all" : "asked-by-me",
    ...fromSearch<z.input<typeof listRequestsInput>>(search, LISTS),
  }),
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
