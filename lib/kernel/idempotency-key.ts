import { createHmac } from "node:crypto";
import { type Actor, actorId } from "./actor.ts";
import { AppError } from "./app-error.ts";
import { now } from "./clock.ts";
import { inTenant, type Tx } from "./db.ts";
import { derivedKey } from "./secrets.ts";

/** How long an answer is kept for whoever asks again. */
const KEPT_MS = 24 * 3_600_000;
/** A run that has not ended by then died; the next one takes its place. */
const LOST_MS = 10 * 60_000;
/** Expired keys removed on the way, so that no sweep is needed. */
const REMOVED_AT_ONCE = 100;

/** What a key stands for: the first run, or the answer of one that ended. */
export type Claim = { isFirst: true } | { isFirst: false; answer: unknown };

/**
 * Takes a key for one run, or gives the answer of the run that had it (draft-ietf-httpapi-idempotency-key-header). Keys
 * are each actor's own. The digest is keyed: a request may hold secrets that could be guessed from a plain one.
 *
 * @throws AppError `conflict` when the key came with another request, or its first run has not ended
 */
export async function claimIdempotencyKey(actor: Actor, key: string, asked: unknown): Promise<Claim> {
  const at = now();
  const digest = digestOf(actor, asked);
  return inTenant(actor.organizationId, "write", async (tx) => {
    await removeExpired(tx, at);
    const [claimed] = await tx.$queryRaw<{ key: string }[]>`
      insert into idempotency_key as k (organization_id, actor_id, key, body_digest, started_at, expires_at)
      values (${actor.organizationId}::uuid, ${ownerOf(actor)}::uuid, ${key}, ${digest}, ${at},
        ${new Date(at.getTime() + KEPT_MS)})
      on conflict (organization_id, actor_id, key) do update set body_digest = excluded.body_digest,
        started_at = excluded.started_at, expires_at = excluded.expires_at, answer = null
      where k.expires_at <= ${at}
        or (k.answer is null and k.started_at < ${new Date(at.getTime() - LOST_MS)} and k.body_digest = ${digest})
      returning key`;
    if (claimed !== undefined) return { isFirst: true };
    const row = await tx.idempotencyKey.findFirst({
      where: { actorId: ownerOf(actor), key },
      select: { bodyDigest: true, answer: true },
    });
    if (row !== null && row.bodyDigest !== digest) {
      throw new AppError("conflict", "This Idempotency-Key was used with another request. Use a new one.");
    }
    if (row === null || row.answer === null) {
      throw new AppError(
        "conflict",
        "A request with this Idempotency-Key is still running. Ask again in a moment.",
      );
    }
    return { isFirst: false, answer: row.answer };
  });
}

/** Keeps the answer of the run that took the key. It must be JSON, and no secret. */
export async function keepAnswer(actor: Actor, key: string, answer: unknown): Promise<void> {
  const text = JSON.stringify(answer);
  await inTenant(
    actor.organizationId,
    "write",
    (tx) => tx.$executeRaw`
      update idempotency_key set answer = ${text}::jsonb where actor_id = ${ownerOf(actor)}::uuid and key = ${key}`,
  );
}

/** Gives the key back after a run that failed, so that the same request may be sent again. */
export async function releaseIdempotencyKey(actor: Actor, key: string): Promise<void> {
  await inTenant(actor.organizationId, "write", (tx) =>
    tx.idempotencyKey.deleteMany({ where: { actorId: ownerOf(actor), key } }),
  );
}

async function removeExpired(tx: Tx, at: Date): Promise<void> {
  await tx.$executeRaw`
    delete from idempotency_key k using (
      select actor_id, key from idempotency_key where expires_at <= ${at}
      order by expires_at limit ${REMOVED_AT_ONCE} for update skip locked
    ) old where k.actor_id = old.actor_id and k.key = old.key`;
}

function digestOf(actor: Actor, asked: unknown): string {
  return createHmac("sha256", derivedKey(`idempotency:${actor.organizationId}`))
    .update(JSON.stringify(asked))
    .digest("hex");
}

function ownerOf(actor: Actor): string {
  const id = actorId(actor);
  if (id === null) throw new Error("a job has no idempotency keys");
  return id;
}
