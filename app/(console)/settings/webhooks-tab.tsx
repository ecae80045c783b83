import { Webhook } from "lucide-react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Card } from "#components/ui/section.tsx";
import { pageTime } from "#lib/doors/page.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { listWebhooks } from "#lib/notifications/queries/list-webhooks.ts";
import { WEBHOOK_EVENTS } from "#lib/notifications/webhook.ts";
import { registerWebhookAction } from "./webhook-actions.ts";
import { WebhookFields } from "./webhook-fields.tsx";
import { WebhookSecret } from "./webhook-secret.tsx";
import { WebhookSection } from "./webhook-section.tsx";

const EVENTS = WEBHOOK_EVENTS.map(({ type, label, part }) => ({ value: type, label, hint: type, part }));

/** The programs outside that are told of events. Administrators only. */
export async function WebhooksTab({ actor }: { actor: PersonActor }) {
  const webhooks = await listWebhooks(actor, {});
  const now = pageTime();
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-ink-muted">
          Each message is signed, says what happened to what and when, and leads to a page that needs a
          sign-in. It may come twice, under the same id, and not in order.
        </p>
        <WebhookSecret
          action={registerWebhookAction}
          label="Register a webhook"
          title="Register a webhook"
          submitLabel="Register it"
        >
          <WebhookFields events={EVENTS} />
        </WebhookSecret>
      </div>
      {webhooks.length === 0 ? (
        <Card>
          <EmptyState icon={<Webhook />} title="No webhook yet">
            Register one to tell a chat, a ticket system or a monitor when something is asked, approved or
            revoked.
          </EmptyState>
        </Card>
      ) : (
        webhooks.map((webhook) => (
          <WebhookSection key={webhook.id} webhook={webhook} events={EVENTS} now={now} />
        ))
      )}
    </div>
  );
}
