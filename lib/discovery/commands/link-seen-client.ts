import { linkSeenConsumer } from "../../inventory/steps/link-seen-consumer.ts";
import { AppError } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { someEvents } from "../../kernel/events.ts";
import { seenClientName } from "../client-name.ts";
import { linkSeenClientInput } from "../input.ts";
import { isConsumerClient } from "../model.ts";
import { findSeenClientRows } from "../seen-client-store.ts";

/** Says of a consumer on record that it is a client that files show. What it may use stays as it was approved. */
export const linkSeenClient = command({
  name: "link-seen-client",
  permission: "consumer:manage",
  input: linkSeenClientInput,
  run: async (context, { client, machine, consumerId }) => {
    const { tx } = context;
    const [shown] = await findSeenClientRows(tx, [{ client, machine }]);
    if (shown === undefined || !isConsumerClient(client)) {
      throw new AppError("invalid", "No client file shows this any more. Load the list again.");
    }
    const seen = { client, machine, name: seenClientName({ client, machine }) };
    const { slug, name, events } = await linkSeenConsumer(
      context,
      consumerId,
      seen,
      async (former) => (await findSeenClientRows(tx, [former])).length === 0,
    );
    const all = someEvents(events);
    return all === null ? unchanged({ slug, name }) : { result: { slug, name }, events: all };
  },
});
