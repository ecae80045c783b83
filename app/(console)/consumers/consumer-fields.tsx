import { inWords } from "#app/in-words.ts";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { CONSUMER_KINDS } from "#lib/inventory/model.ts";

interface Props {
  people: readonly ComboboxOption[];
  mayChooseOwner: boolean;
  consumer: { name: string; kind: string; ownerId: string };
}

/** The fields of a consumer's record. */
export function ConsumerFields({ people, mayChooseOwner, consumer }: Props) {
  return (
    <>
      <TextField name="name" label="Name" placeholder="Support agent" defaultValue={consumer.name} />
      <Select
        name="kind"
        label="Kind"
        placeholder="Choose one"
        options={CONSUMER_KINDS.map((value) => ({ value, label: inWords(value) }))}
        defaultValue={consumer.kind}
      />
      {mayChooseOwner && (
        <Combobox name="ownerId" label="Owner" options={people} defaultValue={consumer.ownerId} />
      )}
    </>
  );
}
