import { DateField } from "#components/ui/date-field.tsx";
import type { FieldsProps } from "./fields-props.ts";

/** When a staged review starts by itself, where nobody is to start it by hand. */
export function StartFields({ definition, onChange }: FieldsProps) {
  return (
    <DateField
      name="definition.startsOn"
      label="Starts by itself on"
      hint="With the beginning of that day (UTC), if it is staged and everything has a reviewer by then. Empty: somebody starts it."
      isOptional
      value={definition.startsOn ?? ""}
      onChange={(event) =>
        onChange({ ...definition, startsOn: event.target.value === "" ? null : event.target.value })
      }
      className="max-w-lg"
    />
  );
}
