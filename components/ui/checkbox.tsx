"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { FieldNotes, type FieldProps, useField } from "#components/form/field.tsx";
import { useChosen } from "#components/form/form-context.ts";
import { Button } from "./button.tsx";
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

export interface CheckboxOption {
  value: string;
  label: string;
  hint?: string;
  /** Options of one part are folded under its name; of a list too long to be read at once. */
  part?: string;
}

/** Several of a few, under one legend. Each checked one is sent under the same `name`. */
export function CheckboxGroup(
  props: FieldProps & { options: readonly CheckboxOption[]; defaultValues?: readonly string[] },
) {
  const { wiring, error } = useField(props);
  const checked = useChosen(props.name) ?? props.defaultValues;
  const parts = Map.groupBy(props.options, ({ part }) => part);
  const boxes = (options: readonly CheckboxOption[]) =>
    options.map((option) => (
      // biome-ignore lint/a11y/noLabelWithoutControl: ChoiceBox is the control
      <label key={option.value} className="flex cursor-pointer items-start gap-1 touch:min-h-11">
        <ChoiceBox
          type="checkbox"
          name={props.name}
          value={option.value}
          defaultChecked={checked?.includes(option.value)}
          aria-invalid={option === props.options[0] ? wiring["aria-invalid"] : undefined}
          className="-mt-0.5 -ml-1"
        />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {option.label}
          {option.hint !== undefined && (
            <span className="block text-ink-faint text-small">{option.hint}</span>
          )}
        </span>
      </label>
    ));
  return (
    <fieldset
      id={wiring.id}
      className={cn("grid min-w-0 gap-1", props.className)}
      aria-describedby={wiring["aria-describedby"]}
    >
      <legend className="mb-1 font-strong">
        {props.label}
        {props.isOptional && <span className="ml-1.5 text-ink-faint font-normal">optional</span>}
      </legend>
      {[...parts].map(([part, options]) =>
        part === undefined ? (
          boxes(options)
        ) : (
          <CheckboxPart
            key={part}
            label={part}
            count={options.length}
            chosenAtFirst={options.filter(({ value }) => checked?.includes(value)).length}
          >
            {boxes(options)}
          </CheckboxPart>
        ),
      )}
      <FieldNotes field={props} id={wiring.id} error={error} />
    </fieldset>
  );
}

/** One part, folded, with how many of it are chosen and a way to choose all of them. */
function CheckboxPart(props: { label: string; count: number; chosenAtFirst: number; children: ReactNode }) {
  const { label, count } = props;
  const [chosen, setChosen] = useState(props.chosenAtFirst);
  const list = useRef<HTMLDivElement>(null);
  const boxes = () => [...(list.current?.querySelectorAll("input") ?? [])];
  const isAll = chosen === count;

  function chooseAll() {
    for (const box of boxes()) box.checked = !isAll;
    setChosen(isAll ? 0 : count);
  }
  return (
    <details className="group rounded-medium border border-line">
      <summary className="flex min-h-9 cursor-pointer list-none items-center gap-2 rounded-medium px-2 hover:bg-hover touch:min-h-11">
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90"
        />
        <span className="min-w-0 flex-1">{label}</span>
        <span className="text-ink-muted text-small tabular-nums">
          {chosen} of {count}
        </span>
      </summary>
      <div className="grid gap-1 px-2 pt-1 pb-2">
        <div>
          <Button size="small" variant="ghost" onClick={chooseAll}>
            {isAll ? "Choose none" : "Choose all"}
          </Button>
        </div>
        <div
          ref={list}
          className="grid gap-1"
          onChange={() => setChosen(boxes().filter(({ checked }) => checked).length)}
        >
          {props.children}
        </div>
      </div>
    </details>
  );
}
