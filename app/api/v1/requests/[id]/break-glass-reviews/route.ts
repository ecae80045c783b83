import type { z } from "zod";
import { reviewBreakGlass } from "#lib/approvals/commands/review-break-glass.ts";
import type { reviewBreakGlassInput } from "#lib/approvals/glass-input.ts";
import { route } from "#lib/doors/route.ts";
import { pathParam } from "../../../path-param.ts";

/** `POST { verdict: "justified" | "not_justified", reason }` -> `{ requestId, state }`. People only. */
export const POST = route(({ actor, params, body }) => {
  // The schema inside judges what came in; the path, not the body, says which request.
  const answer = body as Omit<z.input<typeof reviewBreakGlassInput>, "requestId">;
  return reviewBreakGlass(actor, { ...answer, requestId: pathParam(params, "id") });
});
