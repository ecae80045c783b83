import type { Actor } from "#lib/kernel/actor.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import { parseInput } from "#lib/kernel/authorize.ts";
import { log } from "#lib/kernel/log.ts";
import { decideRequest } from "./commands/decide-request.ts";
import { togetherProblem } from "./decide-together.ts";
import { decideManyInput } from "./list-input.ts";
import { getRequestsToDecide } from "./queries/get-requests-to-decide.ts";

export interface DecidedOne {
  id: string;
  title: string;
  /** What it is now, or why it was not decided. */
  outcome: { ok: true; state: "pending" | "rejected" | "applied" } | { ok: false; reason: string };
}

/**
 * Decides on several harmless requests of the same path with one reason, each in a transaction of its own by the same
 * command as ever: the page offers no more, and here it is asked again. What one of them meets stops none of the others.
 *
 * @throws AppError `invalid`, `refused` when they are not to be decided together, `not_found` when none is this person's to decide
 */
export async function decideMany(actor: Actor, asked: unknown): Promise<DecidedOne[]> {
  const { decision, reason, requests } = parseInput(decideManyInput, asked);
  const { items } = await getRequestsToDecide(actor, { requestIds: requests.map(({ id }) => id) });
  if (items.length === 0) {
    throw new AppError("not_found", "None of these waits for your decision any more. Reload the page.");
  }
  const problem = togetherProblem(items);
  if (problem !== null)
    throw refused(problem, { kind: "request", id: null, name: `${items.length} requests` });
  const decided: DecidedOne[] = [];
  for (const { id, title } of items) {
    // The version that was on the screen, so that nobody approves what changed since.
    const version = requests.find((one) => one.id === id)?.version ?? 0;
    decided.push({
      id,
      title,
      outcome: await decideOne(actor, { requestId: id, decision, reason, version }),
    });
  }
  const gone = requests.filter(({ id }) => items.every((item) => item.id !== id));
  const words = { ok: false as const, reason: "It no longer waits for your decision." };
  return [...decided, ...gone.map(({ id }) => ({ id, title: "A request", outcome: words }))];
}

async function decideOne(
  actor: Actor,
  answer: Parameters<typeof decideRequest>[1],
): Promise<DecidedOne["outcome"]> {
  try {
    const { state } = await decideRequest(actor, answer);
    return { ok: true, state };
  } catch (error) {
    if (!(error instanceof AppError)) {
      log.error({ err: error, requestId: answer.requestId }, "one of several could not be decided");
      return { ok: false, reason: "This went wrong on our side. Look at it again before you decide." };
    }
    return { ok: false, reason: Object.values(error.fields).at(0) ?? error.publicMessage };
  }
}
