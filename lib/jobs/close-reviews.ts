import { z } from "zod";
import type { AccessQuestion } from "../decisions/input.ts";
import { MAX_QUESTIONS } from "../decisions/input.ts";
import { evaluateAccess } from "../decisions/queries/evaluate-access.ts";
import { type Actor, systemActor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import { failuresOf, throwFirst } from "../kernel/failures.ts";
import { log } from "../kernel/log.ts";
import type { Sweep } from "../kernel/reaction.ts";
import { CLOSE_CHUNK, CLOSE_TASK } from "../reviews/closing.ts";
import { advanceClosing } from "../reviews/commands/advance-closing.ts";
import { failRemoval } from "../reviews/commands/fail-removal.ts";
import { recordVerified } from "../reviews/commands/record-verified.ts";
import { sealClosing } from "../reviews/commands/seal-closing.ts";
import { getCloser } from "../reviews/queries/get-closer.ts";
import { listItemsToVerify } from "../reviews/queries/list-items-to-verify.ts";
import { listStalledClosings } from "../reviews/queries/list-stalled-closings.ts";

const JOB = "closing a review";
const payloadInput = z.object({ organizationId: z.uuid(), campaignId: z.uuid() });

/** One chunk a job, so that a worker told to stop ends within it and others get their turn. */
export const tasks: Record<string, (payload: unknown) => Promise<void>> = {
  [CLOSE_TASK]: async (payload) => {
    const { organizationId, campaignId } = payloadInput.parse(payload);
    await moveClosingOn(organizationId, campaignId);
  },
};

export const sweeps: readonly Sweep[] = [
  {
    name: "stalled-closings",
    everyMinutes: 1,
    run: async (organizationId) => {
      const stalled = await listStalledClosings(systemActor(organizationId, JOB), {});
      throwFirst(await failuresOf(stalled, (campaignId) => moveClosingOn(organizationId, campaignId)));
    },
  },
];

/**
 * Moves a closing review on by one chunk: carries answers out, verifies them by what Steward itself decides then, and seals
 * the evidence when nothing is left. Gives whether it is closed.
 */
export async function moveClosingOn(organizationId: string, campaignId: string): Promise<boolean> {
  const closer = await getCloser(systemActor(organizationId, JOB), { campaignId });
  const actor = systemActor(organizationId, JOB, closer ?? undefined);
  const { isLast } = await advance(actor, campaignId, CLOSE_CHUNK);
  while (await verifySome(actor, campaignId));
  return isLast ? (await sealClosing(actor, { campaignId })).isClosed : false;
}

/**
 * Carries out at most `limit` answers. When that cannot be written it tries half as many, until the one that stands in the
 * way is alone; that one is passed over, and tried again later.
 */
async function advance(actor: Actor, campaignId: string, limit: number): Promise<{ isLast: boolean }> {
  try {
    return await advanceClosing(actor, { campaignId, limit });
  } catch (error) {
    // Waiting helps against this; fewer items would not.
    if (error instanceof AppError && error.code === "unavailable") throw error;
    if (limit > 1) return advance(actor, campaignId, Math.floor(limit / 2));
    log.error({ campaignId, err: error }, "an answer of a review could not be carried out");
    const reason =
      error instanceof AppError ? error.publicMessage : "It could not be written; the log says why.";
    await failRemoval(actor, { campaignId, reason });
    return { isLast: false };
  }
}

/** Verifies what was carried out, some at a time. False when there is nothing left to verify. */
async function verifySome(actor: Actor, campaignId: string): Promise<boolean> {
  const { itemIds, questions } = await listItemsToVerify(actor, { campaignId });
  if (itemIds.length === 0) return false;
  const decisions = [];
  for (let at = 0; at < questions.length; at += MAX_QUESTIONS) {
    const asked = questions.slice(at, at + MAX_QUESTIONS);
    const answers = await evaluateAccess(actor, { questions: asked.map(questionOf) });
    for (const [index, { decision, reason }] of answers.entries()) {
      const itemId = asked[index]?.itemId;
      if (itemId === undefined) throw new Error("a question had two answers");
      decisions.push({ itemId, isAllowed: decision, code: reason.code, words: reason.words });
    }
  }
  await recordVerified(actor, { campaignId, itemIds, decisions });
  return true;
}

interface Asked {
  serverSlug: string;
  toolName: string;
  consumerId: string;
}

function questionOf({ serverSlug, toolName, consumerId }: Asked): AccessQuestion {
  return {
    subject: { type: "consumer", id: consumerId },
    action: { name: "tools/call" },
    resource: { type: "tool", id: toolName, properties: { server: serverSlug } },
  };
}
