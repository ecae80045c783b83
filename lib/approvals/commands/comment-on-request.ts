import { isAfter } from "date-fns/isAfter";
import { subMinutes } from "date-fns/subMinutes";
import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { firstTold } from "#lib/kernel/told.ts";
import { commentOnRequestInput } from "../input.ts";
import { currentStage, decide } from "../model.ts";
import { insertRemark, listRemarks } from "../remark-store.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { lockReadable } from "../steps/load-readable.ts";

/** Who says several things one after the other is told of once. */
const QUIET_MINUTES = 10;

/**
 * Says something about a request that waits, for everybody who sees it. For whoever asked, those who are asked and
 * administrators. Told to whoever asked, and to those who have said something or whose turn it is; not again for what
 * the same person adds within a few minutes, nor kept twice where they say the very same.
 */
export const commentOnRequest = command({
  name: "comment-on-request",
  permission: "request:comment",
  input: commentOnRequestInput,
  run: async (context, { requestId, comment }) => {
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    const request = await lockReadable(context, requestId);
    const { facts } = await gatherFacts(tx, request, now);
    const subject = { kind: "request", id: request.id, name: request.title };
    const verdict = decide(facts, "comment", actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    const author = actingPerson(actor);
    // The verdict above is never ok for anybody else; the compiler cannot know.
    if (author === null) throw new AppError("forbidden", "Only people comment.", { subject });
    const before = await listRemarks(tx, organizationId, requestId);
    const isRecent = (remark: { author: { id: string }; writtenAt: Date }) =>
      remark.author.id === author.userId && isAfter(remark.writtenAt, subMinutes(now, QUIET_MINUTES));
    // Sent twice, by a double click or a program that tries again, it is said once.
    const last = before.at(-1);
    if (last !== undefined && isRecent(last) && last.kind === "comment" && last.body === comment) {
      return unchanged({ requestId });
    }
    await insertRemark(tx, {
      organizationId,
      requestId,
      authorId: author.userId,
      kind: "comment",
      body: comment,
      writtenAt: now,
    });
    const concerned = [
      request.requesterId,
      ...facts.votes.map(({ deciderId }) => deciderId),
      ...before.map((remark) => remark.author.id),
      ...(currentStage(facts)?.seatIds ?? []),
    ];
    const isQuiet = before.some(isRecent);
    const told = firstTold([...new Set(concerned)].filter((id) => id !== author.userId));
    return {
      result: { requestId },
      events: [
        {
          type: "request.commented",
          subject,
          detail: {
            serverId: request.serverId,
            requestId,
            comment,
            author: author.name,
            notify: isQuiet ? [] : told,
            href: `/approvals/${requestId}`,
          },
        },
      ],
    };
  },
});
