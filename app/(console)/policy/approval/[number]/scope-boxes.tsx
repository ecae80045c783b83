import { inWords } from "#app/in-words.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";

/** One part of what a rule is for; nothing ticked stands for anything. */
export function ScopeBoxes(props: {
  label: string;
  values: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}) {
  const { label, values, chosen, onChange } = props;
  return (
    <fieldset>
      <legend className="mb-1 font-strong text-small">{label}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {values.map((value) => (
          <Checkbox
            key={value}
            name=""
            label={inWords(value)}
            defaultChecked={chosen.includes(value)}
            onChange={(isChecked) =>
              onChange(values.filter((one) => (one === value ? isChecked : chosen.includes(one))))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
