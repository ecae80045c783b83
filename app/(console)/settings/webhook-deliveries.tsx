import { Form } from "#components/form/form.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { WebhookItem } from "#lib/notifications/queries/list-webhooks.ts";
import { retryDeliveryAction } from "./webhook-actions.ts";

const STATUS = {
  waiting: { meaning: "neutral", word: "Waits" },
  sending: { meaning: "neutral", word: "Being sent" },
  delivered: { meaning: "good", word: "Delivered" },
  failed: { meaning: "danger", word: "Given up" },
} as const;

/** The newest things sent to a webhook, with what came of each. */
export function WebhookDeliveries(props: {
  deliveries: WebhookItem["deliveries"];
  isOn: boolean;
  now: string;
}) {
  if (props.deliveries.length === 0)
    return (
      <p className="px-4 py-3 text-ink-muted">Nothing was sent yet. Send a test to see that it arrives.</p>
    );
  return (
    <ul className="divide-y divide-line" aria-label="Newest deliveries">
      {props.deliveries.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2">
          <code className="min-w-48 flex-1">{one.eventType}</code>
          <span className="min-w-40 flex-1">
            <Status meaning={STATUS[one.state].meaning}>{STATUS[one.state].word}</Status>
            {one.error !== null && <span className="block text-ink-muted text-small">{one.error}</span>}
          </span>
          <span className="w-44 text-ink-muted text-small">
            {one.attempts === 1 ? "1 attempt" : `${one.attempts} attempts`},{" "}
            <Time at={one.at} now={props.now} />
          </span>
          {one.state === "failed" && (
            <Form action={retryDeliveryAction} aria-label={`Send ${one.eventType} again`}>
              <input type="hidden" name="deliveryId" value={one.id} />
              <SubmitButton
                variant="secondary"
                size="small"
                disabledReason={props.isOn ? undefined : "The webhook is turned off."}
              >
                Send again
              </SubmitButton>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}
