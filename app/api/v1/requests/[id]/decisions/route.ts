import type { z } from "zod";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import type { decideRequestInput } from "#lib/approvals/input.ts";
import { route } from "#lib/doors/route.ts";
import { pathParam } from "../../../path-param.ts";

/** `POST { decision: "approve" | "reject", reason, version? }` -> what became of the request. People only. */
export const POST = route(({ actor, params, body }) => {
  // The schema inside judges what came in; the path, not the body, says which request.
  const answer = body as Omit<z.input<typeof decideRequestInput>, "requestId">;
  return decideRequest(actor, { ...answer, requestId: pathParam(params, "id") });
});
