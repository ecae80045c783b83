import { actingPerson, hasRole } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { insertConsumer } from "../consumer-store.ts";
import { addConsumerInput } from "../input.ts";
import { loadOwners } from "../owners.ts";
import { freeSlug } from "../slug.ts";
import { listTakenSlugs, lockIdentities } from "../store.ts";

/** Records an agent, application, service, user or group that uses servers. It may use none until that is approved. */
export const addConsumer = command({
  name: "add-consumer",
  permission: "consumer:manage",
  input: addConsumerInput,
  run: async ({ tx, actor, now }, { name, kind, ownerId: chosen }) => {
    const { organizationId } = actor;
    const ownerId = chosen ?? actingPerson(actor)?.userId ?? "";
    if (ownerId !== actingPerson(actor)?.userId && !hasRole(actor, "admin")) {
      throw new AppError("forbidden", "Only an administrator makes somebody else the owner of a consumer.");
    }
    const { owner } = await loadOwners(tx, { ownerId, backupOwnerId: null }, null);
    await lockIdentities(tx, organizationId);
    const consumerId = newId(now);
    const slug = await freeSlug({ key: consumerId, name }, (wanted) =>
      listTakenSlugs(tx, "consumer", wanted),
    );
    await insertConsumer(tx, { organizationId, id: consumerId, slug, name, kind, ownerId, addedAt: now });
    return {
      result: { consumerId, slug },
      events: [
        {
          type: "consumer.added",
          subject: { kind: "consumer", id: consumerId, name },
          detail: { slug, kind, owner: owner.name, ownerId },
        },
      ],
    };
  },
});
