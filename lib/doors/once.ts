import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import { claimIdempotencyKey, keepAnswer, releaseIdempotencyKey } from "../kernel/idempotency-key.ts";

/**
 * Does the work once for each `Idempotency-Key` of a caller; the same request again gets the same answer for a day.
 * Without the header it is done each time.
 *
 * @throws AppError `invalid` when the key is none, `conflict` when it came with another request or is still at work
 */
export async function once(
  { actor, request, body }: { actor: Actor; request: Request; body: unknown },
  work: () => Promise<unknown>,
): Promise<{ answer: unknown; isRepeated: boolean }> {
  const key = request.headers.get("idempotency-key");
  if (key === null) return { answer: await work(), isRepeated: false };
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new AppError("invalid", "An Idempotency-Key has 1 to 200 visible characters, such as a UUID.");
  }
  // The same body sent elsewhere, or about another version, is another request.
  const { pathname, search } = new URL(request.url);
  const asked = [request.method, pathname, search, request.headers.get("if-match"), body ?? null];
  const claim = await claimIdempotencyKey(actor, key, asked);
  if (!claim.isFirst) return { answer: claim.answer, isRepeated: true };
  try {
    const answer = await work();
    await keepAnswer(actor, key, answer);
    return { answer, isRepeated: false };
  } catch (error) {
    await releaseIdempotencyKey(actor, key);
    throw error;
  }
}
