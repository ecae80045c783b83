import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { query } from "#lib/kernel/query.ts";
import { previewResubmissionInput } from "../input.ts";
import { askedAgain } from "../steps/asked-again.ts";
import { loadReadable } from "../steps/load-readable.ts";
import { previewPlan } from "../steps/preview-plan.ts";

/** The path that a request which was sent back would take when it is sent again like this. */
export const previewResubmission = query({
  name: "preview-resubmission",
  permission: "request:read",
  input: previewResubmissionInput,
  run: async (context, input) => {
    const request = await loadReadable(context, input.requestId);
    const server = await loadServer(context.tx, { id: request.serverId });
    return previewPlan(context, await askedAgain(context, request, server, input));
  },
});
