import { actingPerson } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { loadConsumer, saveConsumer } from "../consumer-store.ts";
import { decideConsumerState } from "../consumers.ts";
import { reactivateConsumerInput } from "../input.ts";

/** Puts a consumer back into use. What was granted and not ended counts again; what was ended stays ended. */
export const reactivateConsumer = command({
  name: "reactivate-consumer",
  permission: "consumer:manage",
  input: reactivateConsumerInput,
  run: async ({ tx, actor }, { consumerId, version }) => {
    const found = await loadConsumer(tx, { id: consumerId });
    const { slug, name, owner, deactivatedAt, deactivateReason } = found;
    const subject = { kind: "consumer", id: consumerId, name };
    const verdict = decideConsumerState({ ...found, ownerId: owner?.id ?? null }, "reactivate", actor);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    await saveConsumer(
      tx,
      { id: consumerId, version: version ?? found.version },
      { deactivatedAt: null, deactivateReason: null },
    );
    const inactiveSince = deactivatedAt?.toISOString() ?? null;
    const notify = owner === null || owner.id === actingPerson(actor)?.userId ? [] : [owner.id];
    const detail = {
      slug,
      inactiveSince,
      formerReason: deactivateReason,
      notify,
      href: `/consumers/${slug}`,
    };
    return { result: { slug }, events: [{ type: "consumer.reactivated", subject, detail }] };
  },
});
