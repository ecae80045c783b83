import type { z } from "zod";
import { askForChanges } from "#lib/approvals/commands/ask-for-changes.ts";
import type { askForChangesInput } from "#lib/approvals/input.ts";
import { route } from "#lib/doors/route.ts";
import { pathParam } from "../../../path-param.ts";

/** `POST { reason, version? }` -> the request waits until whoever asked sends it again. People only. */
export const POST = route(
  ({ actor, params, body }) => {
    // The schema inside judges what came in; the path, not the body, says which request.
    const given = body as Omit<z.input<typeof askForChangesInput>, "requestId">;
    return askForChanges(actor, { ...given, requestId: pathParam(params, "id") });
  },
  { status: 201 },
);
