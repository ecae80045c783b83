import { INTERVAL_OPTIONS, INTERVAL_WORDS } from "#app/introspection-words.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import { setIntrospectionIntervalAction } from "./state-actions.ts";
import type { Introspections } from "./tab-props.ts";

/** How often this server is asked without anybody asking for it. */
export function IntervalDialog(props: {
  serverId: string;
  schedule: Introspections["schedule"];
  refusal: string | undefined;
}) {
  const { ownInterval, defaultInterval } = props.schedule;
  return (
    <FormDialog
      action={setIntrospectionIntervalAction}
      label="Schedule"
      buttonSize="small"
      disabledReason={props.refusal}
      title="How often Steward asks this server"
      description="Every look is compared with the one before. A tool that changed materially is suspended at once."
      submitLabel="Save"
    >
      <input type="hidden" name="serverId" value={props.serverId} />
      <Select
        name="interval"
        label="Ask it what it offers"
        placeholder={`As the organization: ${INTERVAL_WORDS[defaultInterval].toLowerCase()}`}
        options={INTERVAL_OPTIONS}
        defaultValue={ownInterval ?? ""}
      />
    </FormDialog>
  );
}
