"use client";

import { RadioGroup } from "#components/ui/radio-group.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { BREADTHS } from "../../scope-breadths.ts";
import { newScopeFields } from "./new-scope-fields.ts";

interface Props {
  index: number;
  typed: { name: string; system: string; breadth: string };
  /** A request that has another scope may leave this one out. */
  isOptional: boolean;
}

/** A scope that the server does not hold yet. */
export function NewScopeInputs({ index, typed, isOptional }: Props) {
  const fields = newScopeFields(index);
  return (
    <div className="grid gap-4">
      <TextField
        name={fields.name}
        label="Scope"
        hint="An approval puts it on record, and what is enabled on the server goes on with it."
        isMono
        isOptional={isOptional}
        placeholder="repo:read"
        defaultValue={typed.name}
      />
      <TextField
        name={fields.system}
        label="System"
        isOptional
        placeholder="GitHub"
        defaultValue={typed.system}
      />
      <RadioGroup name={fields.breadth} label="Breadth" options={BREADTHS} defaultValue={typed.breadth} />
    </div>
  );
}
