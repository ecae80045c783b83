import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, conflict } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { askForChangesInput } from "../input.ts";
import { decide } from "../model.ts";
import { insertRemark } from "../remark-store.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { lockReadable } from "../steps/load-readable.ts";
import { saveRequestState } from "../store.ts";

/**
 * Sends a request back with what should be different. It stays pending, and expires like any other, but nobody approves
 * it as it is: whoever asked sends it again, and is told. For those who could answer the stage that waits.
 */
export const askForChanges = command({
  name: "ask-for-changes",
  permission: "request:decide",
  input: askForChangesInput,
  run: async (context, { requestId, reason, version }) => {
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    const request = await lockReadable(context, requestId);
    const { facts } = await gatherFacts(tx, request, now);
    const subject = { kind: "request", id: request.id, name: request.title };
    const verdict = decide(facts, "ask_changes", actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    if (version !== undefined && version !== request.version) throw conflict("request");
    const author = actingPerson(actor);
    // The verdict above is never ok for anybody else; the compiler cannot know.
    if (author === null) throw new AppError("forbidden", "Only people decide.", { subject });
    await insertRemark(tx, {
      organizationId,
      requestId,
      authorId: author.userId,
      onBehalfOfId: verdict.onBehalfOf?.absentId ?? null,
      kind: "changes_asked",
      body: reason,
      writtenAt: now,
    });
    // The same state with another version: what is on anybody's screen is out of date.
    await saveRequestState(tx, organizationId, request, PENDING);
    return {
      result: { requestId },
      events: [
        {
          type: "request.changes_asked",
          subject,
          detail: {
            serverId: request.serverId,
            requestId,
            requesterId: request.requesterId,
            reason,
            stage: verdict.stagePosition,
            // Both names stay on record.
            ...(verdict.onBehalfOf === null ? {} : { onBehalfOf: verdict.onBehalfOf.absentName }),
            notify: [request.requesterId],
            href: `/approvals/${requestId}`,
          },
        },
      ],
    };
  },
});

const PENDING = { state: "pending", stateReason: null, decidedAt: null } as const;
