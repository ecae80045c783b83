import type { z } from "zod";
import { commentOnRequest } from "#lib/approvals/commands/comment-on-request.ts";
import type { commentOnRequestInput } from "#lib/approvals/input.ts";
import { route } from "#lib/doors/route.ts";
import { pathParam } from "../../../path-param.ts";

/** `POST { comment }` -> the comment is there for everybody who sees the request. People only. */
export const POST = route(
  ({ actor, params, body }) => {
    // The schema inside judges what came in; the path, not the body, says which request.
    const given = body as Omit<z.input<typeof commentOnRequestInput>, "requestId">;
    return commentOnRequest(actor, { ...given, requestId: pathParam(params, "id") });
  },
  { status: 201 },
);
