import { FormDialog } from "#components/form/form-dialog.tsx";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import { setManagerAction } from "./actions.ts";

/** Says whom a person reports to: approval policies can ask an owner's manager. */
export function ManagerDialog(props: {
  person: { id: string; name: string; managerId: string | null };
  people: readonly ComboboxOption[];
  refusal: string | undefined;
}) {
  const { person, people, refusal } = props;
  return (
    <FormDialog
      action={setManagerAction}
      label="Manager"
      buttonSize="small"
      size="small"
      title={`Manager of ${person.name}`}
      description="Approval policies can ask the manager of a server's owner."
      submitLabel="Save"
      disabledReason={refusal}
    >
      <input type="hidden" name="userId" value={person.id} />
      <Combobox
        name="managerId"
        label="Reports to"
        placeholder="Nobody"
        options={people.filter(({ value }) => value !== person.id)}
        {...(person.managerId === null ? {} : { defaultValue: person.managerId })}
        isOptional
      />
    </FormDialog>
  );
}
