import { CheckboxGroup } from "#components/ui/checkbox.tsx";
import { TextField } from "#components/ui/text-field.tsx";

export interface EventOption {
  value: string;
  label: string;
  hint: string;
  part: string;
}

/** Name, address and events of a webhook. */
export function WebhookFields(props: {
  events: readonly EventOption[];
  webhook?: { name: string; url: string; eventTypes: readonly string[] };
}) {
  const { events, webhook } = props;
  return (
    <>
      <TextField
        name="name"
        label="Name"
        hint="What receives it, such as Chat."
        defaultValue={webhook?.name}
      />
      <TextField
        name="url"
        label="Address"
        type="url"
        hint="Gets each event as a POST. An address inside your network only when STEWARD_ALLOW_PRIVATE names it."
        defaultValue={webhook?.url}
      />
      <CheckboxGroup
        name="eventTypes"
        label="Events"
        hint="Receivers get what happened to what and when, never what somebody typed."
        options={events}
        defaultValues={webhook?.eventTypes ?? []}
      />
    </>
  );
}
