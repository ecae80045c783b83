import { actingPerson } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/app-error.ts";
import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { loadConsumer, saveConsumer } from "../consumer-store.ts";
import { decideConsumerState } from "../consumers.ts";

/**
 * Puts a consumer out of use inside the caller's transaction, and holds its row until commit: what is granted to it
 * meanwhile waits, and is refused. The caller adds to the event what it ended besides.
 *
 * @throws AppError `forbidden` unless the actor is an administrator or its owner, `refused` when it is inactive already
 */
export async function deactivateConsumer(
  { tx, actor, now }: CommandContext,
  { consumerId, version, reason }: { consumerId: string; version?: number | undefined; reason: string },
): Promise<{ slug: string; name: string; event: AuditableEvent }> {
  const found = await loadConsumer(tx, { id: consumerId });
  const { slug, name, owner } = found;
  const subject = { kind: "consumer", id: consumerId, name };
  const verdict = decideConsumerState({ ...found, ownerId: owner?.id ?? null }, "deactivate", actor);
  if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
  await saveConsumer(
    tx,
    { id: consumerId, version: version ?? found.version },
    { deactivatedAt: now, deactivateReason: reason },
  );
  const notify = owner === null || owner.id === actingPerson(actor)?.userId ? [] : [owner.id];
  const detail = { slug, reason, notify, href: `/consumers/${slug}` };
  return { slug, name, event: { type: "consumer.deactivated", subject, detail } };
}
