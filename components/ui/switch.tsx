"use client";

import { FieldNotes, type FieldProps, useField } from "#components/form/field.tsx";
import { cn } from "./class-names.ts";

/** On or off. In a form it sends "on" or nothing; by itself it calls `onChange`, and the change applies at once. */
export function Switch(
  props: FieldProps & { defaultChecked?: boolean; isChecked?: boolean; onChange?: (isOn: boolean) => void },
) {
  const { wiring, error } = useField({ ...props, isOptional: true });
  const { "aria-required": _required, ...aria } = wiring;
  return (
    <div className={cn("grid gap-0.5", props.className)}>
      <label className="flex min-h-6 cursor-pointer items-center justify-between gap-3 touch:min-h-11">
        <span>{props.label}</span>
        <span className="relative inline-flex shrink-0 items-center">
          <input
            {...aria}
            type="checkbox"
            // biome-ignore lint/a11y/useAriaPropsForRole: the checkbox itself says whether it is checked
            role="switch"
            {...(props.isChecked === undefined
              ? { defaultChecked: props.defaultChecked }
              : { checked: props.isChecked })}
            onChange={(event) => props.onChange?.(event.target.checked)}
            className="peer h-5 w-9 cursor-pointer appearance-none rounded-full forced-colors:border-2 border border-line-strong bg-sunken transition-colors checked:border-accent checked:bg-accent"
          />
          <span className="pointer-events-none absolute left-1 size-3 rounded-full bg-ink-faint transition-[translate,background-color] peer-checked:translate-x-4 peer-checked:bg-accent-ink" />
        </span>
      </label>
      <FieldNotes field={props} id={wiring.id} error={error} />
    </div>
  );
}
