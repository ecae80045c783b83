import { inWords } from "#app/in-words.ts";
import { CheckboxGroup } from "#components/ui/checkbox.tsx";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { CRITICALITIES, DATA_CLASSES } from "#lib/inventory/model.ts";
import type { SystemPage } from "#lib/inventory/queries/get-system.ts";

interface Props {
  people: readonly ComboboxOption[];
  /** What is on record; left out for a new one. */
  system?: SystemPage;
}

/** The fields of a business system. */
export function SystemFields({ people, system }: Props) {
  return (
    <>
      <TextField name="name" label="Name" placeholder="Salesforce" defaultValue={system?.name ?? ""} />
      <Textarea
        name="description"
        label="What it is"
        rows={2}
        placeholder="Customer relations: accounts, contacts and contracts."
        defaultValue={system?.description ?? ""}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          name="criticality"
          label="Criticality"
          options={CRITICALITIES.map(option)}
          defaultValue={system?.criticality ?? "medium"}
        />
        <Combobox
          name="ownerId"
          label="Owner"
          isOptional
          options={people}
          {...(system?.owner == null ? {} : { defaultValue: system.owner.id })}
        />
      </div>
      <TextField
        name="url"
        label="Address"
        isOptional
        placeholder="https://"
        defaultValue={system?.url ?? ""}
      />
      <CheckboxGroup
        name="dataClasses"
        label="Data classes"
        hint="What it holds. Every server that reaches it can reach this, so its tools are judged by it."
        isOptional
        options={DATA_CLASSES.map(option)}
        defaultValues={system?.dataClasses ?? []}
        className="sm:grid-cols-2"
      />
    </>
  );
}

function option(value: string) {
  return { value, label: inWords(value) };
}
