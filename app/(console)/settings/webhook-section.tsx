import { Form } from "#components/form/form.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/section.tsx";
import type { WebhookItem } from "#lib/notifications/queries/list-webhooks.ts";
import { RemoveWebhookButton } from "./remove-webhook-button.tsx";
import {
  changeWebhookAction,
  rotateSecretAction,
  switchWebhookAction,
  testWebhookAction,
} from "./webhook-actions.ts";
import { WebhookDeliveries } from "./webhook-deliveries.tsx";
import { type EventOption, WebhookFields } from "./webhook-fields.tsx";
import { WebhookSecret } from "./webhook-secret.tsx";

/** One webhook: how it does, what can be done with it, and what was sent. */
export function WebhookSection(props: { webhook: WebhookItem; events: readonly EventOption[]; now: string }) {
  const { webhook, events, now } = props;
  const { id, name, url, version, isOn } = webhook;
  const which = (
    <>
      <input type="hidden" name="webhookId" value={id} />
      <input type="hidden" name="version" value={version} />
      {isOn && <input type="hidden" name="isOn" value="yes" />}
    </>
  );
  const count =
    webhook.eventTypes.length === 1 ? "1 kind of event" : `${webhook.eventTypes.length} kinds of events`;
  return (
    <Section
      title={name}
      description={
        <span className="[overflow-wrap:anywhere]">{`${url}: ${count}. Made by ${webhook.createdBy}.`}</span>
      }
      flush
      actions={
        <>
          <Form action={testWebhookAction} aria-label={`Send a test to ${name}`}>
            {which}
            <SubmitButton
              variant="secondary"
              size="small"
              disabledReason={isOn ? undefined : "It is turned off."}
            >
              Send a test
            </SubmitButton>
          </Form>
          <FormDialog
            action={changeWebhookAction}
            label="Edit"
            buttonSize="small"
            title={`Edit ${name}`}
            submitLabel="Save"
          >
            {which}
            <WebhookFields events={events} webhook={webhook} />
          </FormDialog>
          <WebhookSecret
            action={rotateSecretAction}
            label="New secret"
            title={`A new secret for ${name}`}
            submitLabel="Make it"
            isSmall
          >
            {which}
            <p>
              For a day each message carries a signature by the old secret and one by the new, so that the
              receiver can change over. Then the old one stops.
            </p>
          </WebhookSecret>
          <Form action={switchWebhookAction} aria-label={isOn ? `Turn off ${name}` : `Turn on ${name}`}>
            {which}
            <SubmitButton variant="secondary" size="small">
              {isOn ? "Turn off" : "Turn on"}
            </SubmitButton>
          </Form>
          <RemoveWebhookButton webhookId={id} name={name} />
        </>
      }
    >
      {webhook.disabledReason !== null && (
        <Callout meaning="warning" title="Turned off" className="m-3">
          {webhook.disabledReason} What happened meanwhile is not sent later.
        </Callout>
      )}
      {isOn && webhook.failingSince !== null && (
        <Callout meaning="warning" title="Its receiver does not take messages now" className="m-3">
          They wait and are tried again. After five days without one success the webhook is turned off.
        </Callout>
      )}
      <WebhookDeliveries deliveries={webhook.deliveries} isOn={isOn} now={now} />
    </Section>
  );
}
