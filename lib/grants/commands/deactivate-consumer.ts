import { deactivateConsumerInput } from "#lib/inventory/input.ts";
import { deactivateConsumer as deactivateConsumerStep } from "#lib/inventory/steps/deactivate-consumer.ts";
import { command } from "#lib/kernel/command.ts";
import { revokeConsumerAccess } from "../steps/revoke-consumer-access.ts";

/**
 * Puts a consumer out of use: every decision about it is no from here on, and nothing is asked for it. With
 * `endGrants` its access ends for good in the same transaction; else it counts again once somebody reactivates it.
 */
export const deactivateConsumer = command({
  name: "deactivate-consumer",
  permission: "consumer:manage",
  input: deactivateConsumerInput,
  run: async (context, { endGrants, ...asked }) => {
    const { slug, event } = await deactivateConsumerStep(context, asked);
    const words = `The consumer was deactivated: ${asked.reason}`;
    const revoked = endGrants
      ? await revokeConsumerAccess(context, { consumerId: asked.consumerId, reason: words })
      : [];
    const grantsEnded = revoked.length;
    return {
      result: { slug, grantsEnded },
      events: [{ ...event, detail: { ...event.detail, grantsEnded } }, ...revoked],
    };
  },
});
