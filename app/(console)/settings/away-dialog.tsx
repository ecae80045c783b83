import { FormDialog } from "#components/form/form-dialog.tsx";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { setAbsenceAction } from "./away-actions.ts";

/** From when to when one is away, and who answers meanwhile. */
export function AwayDialog(props: {
  own: { startsOn: string; endsOn: string; delegateId: string } | null;
  people: readonly ComboboxOption[];
  /** In which the days begin and end. */
  timeZone: string;
}) {
  const { own, people, timeZone } = props;
  return (
    <FormDialog
      action={setAbsenceAction}
      label={own === null ? "I will be away" : "Change my absence"}
      size="small"
      title="Out of office"
      description={`Your delegate is told, and sees what you are asked to approve. Days begin and end in your time zone, ${timeZone}: choose another under Notifications.`}
      submitLabel="Save"
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <DateField name="startsOn" label="First day" defaultValue={own?.startsOn} />
        <DateField name="endsOn" label="Last day" defaultValue={own?.endsOn} />
      </div>
      <Combobox
        name="delegateId"
        label="Who answers for you"
        placeholder="Choose"
        options={people}
        {...(own === null ? {} : { defaultValue: own.delegateId })}
      />
    </FormDialog>
  );
}
