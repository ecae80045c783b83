import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { actingPerson } from "#lib/kernel/actor.ts";
import { query } from "#lib/kernel/query.ts";
import { previewRequestInput } from "../input.ts";
import { serverOf } from "../server-of.ts";
import { previewPlan } from "../steps/preview-plan.ts";
import { resolveAsk } from "../steps/resolve-ask.ts";

/** The path a request would take and why, before it is submitted; `problems` says what stands in its way. */
export const previewRequest = query({
  name: "preview-request",
  permission: "request:read",
  input: previewRequestInput,
  run: async (context, input) => {
    const server = await loadServer(context.tx, serverOf(input));
    return previewPlan(context, {
      server: { id: server.id },
      ...(await resolveAsk(context, server, input)),
      durationDays: input.durationDays,
      // Nobody's id: a token that previews excludes no approver.
      requesterId: actingPerson(context.actor)?.userId ?? "00000000-0000-0000-0000-000000000000",
    });
  },
});
