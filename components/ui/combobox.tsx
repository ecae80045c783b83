"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { FieldFrame, type FieldProps, splitField, useField } from "#components/form/field.tsx";

export type ComboboxOption = {
  value: string;
  label: string;
  /** Second line: a team, an address. Searched too. */
  hint?: string;
};

const SHOWN_AT_MOST = 50;

/** One of a longer list, found by typing: the person picker. Sends the option's `value`. */
export function Combobox(
  props: FieldProps & {
    options: readonly ComboboxOption[];
    defaultValue?: string;
    placeholder?: string;
    onChange?: (value: string | null) => void;
  },
) {
  const { field, control } = splitField(props);
  const { wiring, error, typed } = useField(field);
  // Chosen once: when the page refreshes its options are new objects, and a default must not change underway.
  const [initial] = useState(() => {
    const chosen = typed ?? control.defaultValue;
    return control.options.find((option) => option.value === chosen) ?? null;
  });
  const { id, name, ...aria } = wiring;
  return (
    <FieldFrame field={field} id={id} error={error}>
      <Base.Root
        name={name}
        items={control.options}
        limit={SHOWN_AT_MOST}
        autoHighlight
        filter={matches}
        defaultValue={initial}
        onValueChange={(option) => control.onChange?.(option?.value ?? null)}
      >
        <Base.InputGroup className="relative block">
          <Base.Input id={id} {...aria} placeholder={control.placeholder} className="control pr-14" />
          <span className="absolute inset-y-0 right-1 flex items-center text-ink-faint">
            <Base.Clear aria-label="Clear" className={ADORNMENT}>
              <X aria-hidden="true" className="size-3.5" />
            </Base.Clear>
            <Base.Trigger aria-label="Show the list" className={ADORNMENT}>
              <ChevronDown aria-hidden="true" className="size-4" />
            </Base.Trigger>
          </span>
        </Base.InputGroup>
        <Base.Portal>
          <Base.Positioner sideOffset={4} className="z-50 outline-none">
            <Base.Popup className="floating w-[var(--anchor-width)] max-w-[var(--available-width)]">
              <Base.Empty>
                <p className="px-3 py-2.5 text-ink-muted">Nobody and nothing by that name</p>
              </Base.Empty>
              <Base.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto overscroll-contain p-1 data-empty:p-0">
                {(option: ComboboxOption) => <OptionRow key={option.value} option={option} />}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </FieldFrame>
  );
}

function OptionRow({ option }: { option: ComboboxOption }) {
  return (
    <Base.Item
      value={option}
      className="flex min-h-8 cursor-pointer select-none items-center gap-2 rounded-small px-2 py-1 outline-none data-highlighted:bg-hover touch:min-h-11"
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate">{option.label}</span>
        {option.hint !== undefined && (
          <span className="block truncate text-ink-faint text-small">{option.hint}</span>
        )}
      </span>
      <Base.ItemIndicator>
        <Check aria-hidden="true" className="size-4 text-accent" />
      </Base.ItemIndicator>
    </Base.Item>
  );
}

function matches(option: ComboboxOption, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/u);
  const text = `${option.label} ${option.hint ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

const ADORNMENT = "grid size-6 place-items-center rounded-small hover:bg-hover hover:text-ink";
