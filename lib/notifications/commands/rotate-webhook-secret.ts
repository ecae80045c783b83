import { command } from "../../kernel/command.ts";
import { OVERLAP_HOURS } from "../webhook.ts";
import { webhookVersionInput } from "../webhook-input.ts";
import { webhookSecret } from "../webhook-secret.ts";
import { loadEndpoint, saveEndpoint } from "../webhook-store.ts";

/** Gives a webhook a new secret, shown this once. For a day messages carry a signature by the one before as well. */
export const rotateWebhookSecret = command({
  name: "rotate-webhook-secret",
  permission: "webhook:manage",
  input: webhookVersionInput,
  run: async ({ tx, now }, { webhookId, version }) => {
    const endpoint = await loadEndpoint(tx, webhookId);
    const secretVersion = endpoint.secretVersion + 1;
    const previousUntil = new Date(now.getTime() + OVERLAP_HOURS * 3_600_000);
    await saveEndpoint(tx, { id: webhookId, version }, { secretVersion, previousUntil });
    return {
      result: {
        secret: webhookSecret({ ...endpoint, secretVersion }),
        previousUntil: previousUntil.toISOString(),
      },
      events: [
        {
          type: "webhook.secret_rotated",
          subject: { kind: "webhook", id: webhookId, name: endpoint.name },
          detail: { secretVersion, previousUntil: previousUntil.toISOString() },
        },
      ],
    };
  },
});
