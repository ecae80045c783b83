import { actingPerson, hasRole } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/app-error.ts";
import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent, JsonObject } from "../../kernel/events.ts";
import { newId } from "../../kernel/id.ts";
import { insertConsumers, type SeenConsumer } from "../consumer-store.ts";
import { loadOwners } from "../owners.ts";
import { freeSlugs } from "../slug.ts";
import { listTakenSlugs, lockIdentities } from "../store.ts";

export interface NewSeenConsumer extends SeenConsumer {
  name: string;
  /** What the files show, for the trail. */
  evidence: JsonObject;
}

/**
 * Puts clients that files show on record as applications of one owner. They may use nothing until that is approved.
 * The caller holds that none of them is on record yet, and bounds how many come at once.
 *
 * @throws AppError `invalid` when the owner cannot be one, `forbidden` when it is not the actor's to choose
 */
export async function addSeenConsumers(
  { tx, actor, now }: CommandContext,
  ownerId: string,
  seen: readonly NewSeenConsumer[],
): Promise<AuditableEvent[]> {
  if (ownerId !== actingPerson(actor)?.userId && !hasRole(actor, "admin")) {
    throw new AppError("forbidden", "Only an administrator makes somebody else the owner of a consumer.");
  }
  const { organizationId } = actor;
  const { owner } = await loadOwners(tx, { ownerId, backupOwnerId: null }, null);
  await lockIdentities(tx, organizationId);
  const keyed = seen.map((one) => ({ ...one, key: newId(now) }));
  const slugs = await freeSlugs(keyed, (wanted) => listTakenSlugs(tx, "consumer", wanted));
  const consumers = keyed.map(({ key, ...one }) => ({ ...one, id: key, slug: slugs.get(key) ?? key }));
  await insertConsumers(
    tx,
    consumers.map(({ id, slug, name, client, machine }) => ({
      ...{ organizationId, id, slug, name, kind: "application" as const, ownerId, addedAt: now },
      ...{ seenClient: client, seenMachine: machine },
    })),
  );
  return consumers.map(({ id, slug, name, client, machine, evidence }) => ({
    type: "consumer.added",
    subject: { kind: "consumer", id, name },
    detail: { slug, kind: "application", owner: owner.name, ownerId, seen: { client, machine, ...evidence } },
  }));
}
