import { AppError, refused } from "../../kernel/app-error.ts";
import type { CommandContext } from "../../kernel/command.ts";
import { type AuditableEvent, changes } from "../../kernel/events.ts";
import { findSeenConsumers, loadConsumer, type SeenConsumer, saveConsumer } from "../consumer-store.ts";
import { decideConsumerEdit } from "../consumers.ts";

export interface LinkedConsumer {
  slug: string;
  name: string;
  /** Empty when it is linked already. */
  events: AuditableEvent[];
}

/**
 * Says of a consumer on record that it is this client of files. One client is one consumer, and one consumer one client:
 * it is taken off another only when `isGone` says that its files show that one no more, as after a laptop was renamed.
 *
 * @throws AppError `forbidden` unless the actor is an administrator or its owner, `refused` when either is taken
 */
export async function linkSeenConsumer(
  { tx, actor }: CommandContext,
  consumerId: string,
  { client, machine, name: clientName }: SeenConsumer & { name: string },
  isGone: (former: SeenConsumer) => Promise<boolean>,
): Promise<LinkedConsumer> {
  const found = await loadConsumer(tx, { id: consumerId });
  const { slug, name, owner, seenClient, seenMachine } = found;
  const subject = { kind: "consumer", id: consumerId, name };
  const verdict = decideConsumerEdit({ ownerId: owner?.id ?? null }, actor);
  if (!verdict.ok) throw new AppError("forbidden", verdict.reason, { subject });
  const [holder] = await findSeenConsumers(tx, [{ client, machine }]);
  if (holder?.id === consumerId) return { slug, name, events: [] };
  if (holder !== undefined) throw refused(`${clientName} is on record as ${holder.name}.`, subject);
  const former = seenClient === null ? null : { client: seenClient, machine: seenMachine ?? "" };
  if (former !== null && !(await isGone(former))) {
    throw refused(
      `${name} is another client, whose files still show servers. Choose another consumer.`,
      subject,
    );
  }
  await saveConsumer(tx, found, { seenClient: client, seenMachine: machine });
  const changed = changes({ seen: former }, { seen: { client, machine } });
  return {
    slug,
    name,
    events: [{ type: "consumer.changed", subject, detail: { slug, changes: changed, notify: [] } }],
  };
}
