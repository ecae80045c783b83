import { actorId } from "../../kernel/actor.ts";
import { AppError, refused } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { changes } from "../../kernel/events.ts";
import { type ConsumerRow, hasAccess, loadConsumer, saveConsumer } from "../consumer-store.ts";
import { decideConsumerEdit, decideConsumerHandOver } from "../consumers.ts";
import { updateConsumerInput } from "../input.ts";
import { loadOwners } from "../owners.ts";

/**
 * Changes what is on record of a consumer: its name, its kind while it has no access, and by an administrator its owner, who is told as the
 * former one is. What it may use stays as it was approved.
 */
export const updateConsumer = command({
  name: "update-consumer",
  permission: "consumer:manage",
  input: updateConsumerInput,
  run: async ({ tx, actor, now }, { consumerId, version, name, kind, ownerId }) => {
    const found = await loadConsumer(tx, { id: consumerId });
    const subject = { kind: "consumer", id: consumerId, name: name ?? found.name };
    const verdict = decideConsumerEdit({ ownerId: found.owner?.id ?? null }, actor);
    if (!verdict.ok) throw new AppError("forbidden", verdict.reason, { subject });
    const isHandedOver = ownerId !== undefined && ownerId !== found.owner?.id;
    const given = isHandedOver ? decideConsumerHandOver(found, ownerId, actor) : ({ ok: true } as const);
    if (!given.ok) throw new AppError(given.code, given.reason, { subject });
    if (kind !== undefined && kind !== found.kind && (await hasAccess(tx, consumerId, now))) {
      throw refused(
        `${found.name} has access, decided on for the kind “${found.kind}”. ${KIND_STAYS}`,
        subject,
      );
    }
    const owner = isHandedOver
      ? (await loadOwners(tx, { ownerId, backupOwnerId: null }, null)).owner
      : found.owner;
    const after = { name: name ?? found.name, kind: kind ?? found.kind, owner };
    const changed = changes(shown(found), shown(after));
    if (Object.keys(changed).length === 0) return unchanged({ slug: found.slug });
    await saveConsumer(tx, version === undefined ? found : { ...found, version }, {
      name: after.name,
      kind: after.kind,
      ownerId: owner?.id ?? null,
    });
    const told = isHandedOver ? [found.owner?.id, owner?.id].filter((id) => id !== actorId(actor)) : [];
    const detail = {
      slug: found.slug,
      changes: changed,
      notify: told.filter((id) => id !== undefined),
      href: `/consumers/${found.slug}`,
    };
    return { result: { slug: found.slug }, events: [{ type: "consumer.changed", subject, detail }] };
  },
});

const KIND_STAYS = "End that access first, or add another consumer for what it has become.";

function shown({
  name,
  kind,
  owner,
}: Pick<ConsumerRow, "name" | "kind"> & { owner: { name: string } | null }) {
  return { name, kind, owner: owner?.name ?? null };
}
