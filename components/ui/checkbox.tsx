"use client";

import { FieldNotes, type FieldProps, useField } from "#components/form/field.tsx";
import { useChosen } from "#components/form/form-context.ts";
import { ChoiceBox } from "./choice-box.tsx";
import { cn } from "./class-names.ts";

export type CheckboxProps = FieldProps & {
  /** What is sent when it is checked. */
  value?: string;
  defaultChecked?: boolean;
  onChange?: (isChecked: boolean) => void;
};

/** Yes or no, sent with the form: `value` (or "on") when checked, nothing when not. */
export function Checkbox(props: CheckboxProps) {
  const { wiring, error, typed } = useField({ ...props, isOptional: true });
  const { "aria-required": _required, ...aria } = wiring;
  return (
    <div className={cn("grid gap-0.5", props.className)}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: ChoiceBox is the control */}
      <label className="flex cursor-pointer items-start gap-1 touch:min-h-11">
        <ChoiceBox
          {...aria}
          type="checkbox"
          value={props.value ?? "on"}
          defaultChecked={typed === undefined ? props.defaultChecked : typed !== ""}
          onChange={(event) => props.onChange?.(event.target.checked)}
          className="-mt-0.5 -ml-1"
        />
        <span>{props.label}</span>
      </label>
      <div className="pl-6">
        <FieldNotes field={props} id={wiring.id} error={error} />
      </div>
    </div>
  );
}

/** Several of a few, under one legend. Each checked one is sent under the same `name`. */
export function CheckboxGroup(
  props: FieldProps & {
    options: readonly { value: string; label: string; hint?: string }[];
    defaultValues?: readonly string[];
  },
) {
  const { wiring, error } = useField(props);
  const checked = useChosen(props.name) ?? props.defaultValues;
  return (
    <fieldset
      id={wiring.id}
      className={cn("grid gap-1", props.className)}
      aria-describedby={wiring["aria-describedby"]}
    >
      <legend className="mb-1 font-strong">
        {props.label}
        {props.isOptional && <span className="ml-1.5 text-ink-faint font-normal">optional</span>}
      </legend>
      {props.options.map((option, index) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: ChoiceBox is the control
        <label key={option.value} className="flex cursor-pointer items-start gap-1 touch:min-h-11">
          <ChoiceBox
            type="checkbox"
            name={props.name}
            value={option.value}
            defaultChecked={checked?.includes(option.value)}
            aria-invalid={index === 0 ? wiring["aria-invalid"] : undefined}
            className="-mt-0.5 -ml-1"
          />
          <span>
            {option.label}
            {option.hint !== undefined && (
              <span className="block text-ink-faint text-small">{option.hint}</span>
            )}
          </span>
        </label>
      ))}
      <FieldNotes field={props} id={wiring.id} error={error} />
    </fieldset>
  );
}
