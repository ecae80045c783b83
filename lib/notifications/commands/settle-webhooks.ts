import { loadAdministrators } from "../../identity/steps/load-administrators.ts";
import { command } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { failWaiting, saveAttempts } from "../delivery-store.ts";
import { settleAttempts } from "../settle-attempts.ts";
import { settleWebhooksInput } from "../webhook-input.ts";
import { sendWebhooksJob } from "../webhook-job.ts";
import { lockEndpoint, saveEndpoint, saveHealth } from "../webhook-store.ts";

/**
 * Writes down what became of a batch of attempts; turns the webhook off, and tells administrators, when its receiver
 * wants no more or was away too long.
 */
export const settleWebhooks = command({
  name: "settle-webhooks",
  permission: "webhook:send",
  input: settleWebhooksInput,
  run: async ({ tx, now }, { webhookId, attempts }) => {
    const endpoint = await lockEndpoint(tx, webhookId);
    const { health, settled, disabledReason } = settleAttempts(endpoint, attempts, now);
    await saveAttempts(tx, settled, now);
    await saveHealth(tx, webhookId, health);
    const subject = { kind: "webhook", id: webhookId, name: endpoint.name };
    const count = (state: string) => settled.filter((one) => one.isCounted && one.state === state).length;
    const tried: AuditableEvent = {
      type: "webhook.tried",
      subject,
      detail: { delivered: count("delivered"), postponed: count("waiting"), givenUp: count("failed") },
    };
    if (disabledReason !== null && endpoint.state === "active") {
      await saveEndpoint(tx, endpoint, { state: "disabled", disabledReason });
      await failWaiting(tx, webhookId, "The webhook was turned off.", now);
      const notify = await loadAdministrators(tx);
      const detail = { isAutomatic: true, reason: disabledReason, notify, href: "/settings?tab=webhooks" };
      return { result: { goesOn: false }, events: [tried, { type: "webhook.disabled", subject, detail }] };
    }
    const { pausedUntil } = health;
    return {
      result: { goesOn: pausedUntil === null },
      jobs: pausedUntil === null ? [] : [sendWebhooksJob(webhookId, pausedUntil)],
      events: [tried],
    };
  },
});
