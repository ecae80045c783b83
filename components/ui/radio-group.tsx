"use client";

import type { ReactNode } from "react";
import { FieldNotes, type FieldProps, OptionalMark, useField } from "#components/form/field.tsx";
import { ChoiceBox } from "./choice-box.tsx";
import { cn } from "./class-names.ts";

export type RadioOption = {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Why this one cannot be chosen now; it stays in sight. */
  disabledReason?: string;
};

/** One of a few, all in sight, each with room to explain itself. */
export function RadioGroup(
  props: FieldProps & {
    options: readonly RadioOption[];
    defaultValue?: string;
    onChange?: (value: string) => void;
    /** Side by side where there is room. */
    isInline?: boolean;
  },
) {
  const { wiring, error, typed } = useField(props);
  const chosen = typed ?? props.defaultValue;
  return (
    <fieldset
      id={wiring.id}
      className={cn("grid min-w-0 gap-1", props.className)}
      aria-describedby={wiring["aria-describedby"]}
    >
      <legend className="mb-1 font-strong">
        {props.label}
        <OptionalMark field={props} />
      </legend>
      <div className={cn("grid gap-2", props.isInline && "sm:auto-cols-fr sm:grid-flow-col")}>
        {props.options.map((option, index) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: ChoiceBox is the control
          <label key={option.value} className={ROW}>
            <ChoiceBox
              type="radio"
              name={props.name}
              value={option.value}
              defaultChecked={option.value === chosen}
              disabled={option.disabledReason !== undefined}
              aria-invalid={index === 0 ? wiring["aria-invalid"] : undefined}
              onChange={() => props.onChange?.(option.value)}
              className="-mt-0.5 -ml-1"
            />
            <span className="min-w-0">
              <span className="block">{option.label}</span>
              <OptionNote option={option} />
            </span>
          </label>
        ))}
      </div>
      <FieldNotes field={props} id={wiring.id} error={error} />
    </fieldset>
  );
}

function OptionNote({ option }: { option: RadioOption }) {
  const note = option.disabledReason ?? option.hint;
  return note === undefined ? null : (
    <span className="block text-ink-faint text-small text-pretty">{note}</span>
  );
}

const ROW = cn(
  "flex cursor-pointer items-start gap-1.5 rounded-medium border border-line px-3 py-2 hover:border-line-strong touch:min-h-11",
  "has-checked:border-accent has-checked:bg-accent-soft has-disabled:cursor-not-allowed has-disabled:bg-sunken has-disabled:text-ink-faint",
);
