import { systemActor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import { now } from "../kernel/clock.ts";
import { env } from "../kernel/env.ts";
import { outgoingErrorIn } from "../kernel/outgoing-error.ts";
import { createOutgoingFetch } from "../kernel/outgoing-http.ts";
import { settleWebhooks } from "./commands/settle-webhooks.ts";
import { takeWebhooks } from "./commands/take-webhooks.ts";
import type { Attempt } from "./webhook.ts";
import { type SecretOf, signedHeaders } from "./webhook-secret.ts";

const CALL_TIMEOUT_MS = 10_000;
/** A receiver that is slow gives its place to others after this long; the sweep comes back for the rest. */
const TURN_MS = 30_000;
/** What was taken is sent within this long or not at all: well before another worker takes it for lost. */
const HOLD_MS = 2 * 60_000;
const ANSWER_MAX_BYTES = 65_536;

/**
 * Sends what is due of one webhook, outside any transaction, one after the other. The first that fails ends the turn:
 * its receiver is left alone for a while, and what was not tried waits uncounted.
 */
export async function sendWebhooks(organizationId: string, webhookId: string): Promise<void> {
  try {
    await takeTurn(organizationId, webhookId);
  } catch (error) {
    // Removed before its turn, or during it: then there is nothing to send.
    if (!(error instanceof AppError && error.code === "not_found")) throw error;
  }
}

async function takeTurn(organizationId: string, webhookId: string): Promise<void> {
  const actor = systemActor(organizationId, "webhooks");
  const until = now().getTime() + TURN_MS;
  for (;;) {
    const takenAt = now().getTime();
    const taken = await takeWebhooks(actor, { webhookId });
    if (taken === null) return;
    const attempts: { deliveryId: string; attempt: number; came: Attempt }[] = [];
    let isOver = false;
    for (const { id, eventId, body, attempts: attempt } of taken.deliveries) {
      isOver ||= now().getTime() - takenAt > HOLD_MS;
      const came: Attempt = isOver
        ? { kind: "released" }
        : await sendOne(taken.endpoint, { id: eventId, body });
      isOver ||= came.kind === "failed" || now().getTime() > until;
      attempts.push({ deliveryId: id, attempt, came });
    }
    const { goesOn } = await settleWebhooks(actor, { webhookId, attempts });
    if (!goesOn || now().getTime() > until) return;
  }
}

async function sendOne(
  endpoint: SecretOf & { url: string; previousUntil: Date | null },
  message: { id: string; body: string },
): Promise<Attempt> {
  const outgoing = createOutgoingFetch({
    allowPrivateAddresses: env().STEWARD_ALLOW_PRIVATE,
    timeoutMs: CALL_TIMEOUT_MS,
    maxResponseBytes: ANSWER_MAX_BYTES,
    maxRedirects: 0,
  });
  try {
    const response = await outgoing(endpoint.url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        "user-agent": "Steward",
        ...signedHeaders(endpoint, message, now()),
      },
      body: message.body,
    });
    // Nothing a receiver says is read: its status is the answer.
    await response.body?.cancel();
    const { status } = response;
    if (response.ok) return { kind: "delivered", status };
    return { kind: "failed", status, words: wordsOf(status) };
  } catch (error) {
    return {
      kind: "failed",
      status: null,
      words: outgoingErrorIn(error)?.message ?? "It could not be reached.",
    };
  }
}

function wordsOf(status: number): string {
  if (status >= 300 && status < 400) return `It answered ${status} and a redirect. Give the final address.`;
  if (status === 429) return "It answered 429: too many requests.";
  return `It answered ${status}.`;
}
