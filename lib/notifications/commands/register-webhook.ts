import { actingPerson } from "../../kernel/actor.ts";
import { AppError, notFound, refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { ENDPOINTS_MAX } from "../webhook.ts";
import { assertWebhookAddress } from "../webhook-address.ts";
import { registerWebhookInput } from "../webhook-input.ts";
import { webhookSecret } from "../webhook-secret.ts";
import { countEndpointsToAdd, insertEndpoint } from "../webhook-store.ts";

/** Registers a receiver of events and returns the secret that signs them, which is shown this once. */
export const registerWebhook = command({
  name: "register-webhook",
  permission: "webhook:manage",
  input: registerWebhookInput,
  run: async ({ tx, actor, now }, { name, url, eventTypes }) => {
    const person = actingPerson(actor);
    if (person === null) throw notFound("person");
    assertWebhookAddress(url);
    if ((await countEndpointsToAdd(tx, person.organizationId)) >= ENDPOINTS_MAX)
      throw refused(`There are ${ENDPOINTS_MAX} webhooks already. Remove one that is not needed.`);
    const { organizationId, userId } = person;
    const id = newId(now);
    const endpoint = { organizationId, id, name, url, eventTypes, createdById: userId, createdAt: now };
    if (!(await insertEndpoint(tx, endpoint))) {
      throw new AppError("invalid", "One field needs attention.", {
        fields: { name: "There is a webhook of this name. Choose another." },
      });
    }
    return {
      result: { webhookId: id, secret: webhookSecret({ organizationId, id, secretVersion: 1 }) },
      events: [
        {
          type: "webhook.registered",
          subject: { kind: "webhook", id, name },
          // The path of an address may be a key; its host is not.
          detail: { origin: new URL(url).origin, eventTypes },
        },
      ],
    };
  },
});
