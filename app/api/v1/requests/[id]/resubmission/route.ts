import type { z } from "zod";
import { resubmitRequest } from "#lib/approvals/commands/resubmit-request.ts";
import type { resubmitRequestInput } from "#lib/approvals/input.ts";
import { route } from "#lib/doors/route.ts";
import { pathParam } from "../../../path-param.ts";

/** `POST { toolIds, consumerIds, durationDays, justification }` -> `{ requestId, title }` of the one that takes its place. People only. */
export const POST = route(
  ({ actor, params, body }) => {
    // The schema inside judges what came in; the path, not the body, says which request.
    const given = body as Omit<z.input<typeof resubmitRequestInput>, "requestId">;
    return resubmitRequest(actor, { ...given, requestId: pathParam(params, "id") });
  },
  { status: 201 },
);
