"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { STEP_KINDS } from "#lib/grants/model.ts";
import { STEP_KIND_WORDS } from "./step-kinds.ts";

export interface EditedStep {
  id: string;
  kind: (typeof STEP_KINDS)[number];
  title: string;
  instructions: string;
  responsibleId: string | null;
}

interface Props {
  step: EditedStep;
  index: number;
  count: number;
  people: readonly ComboboxOption[];
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One step of the path. Its fields are named by their place, so that what is saved has the order in sight. */
export function RevocationStepFields({ step, index, count, people, onMove, onRemove }: Props) {
  const place = `Step ${index + 1}`;
  const name = (field: string) => `steps.${index}.${field}`;
  return (
    <li className="grid gap-3 rounded-medium border border-line p-3">
      <div className="flex items-center justify-between gap-2">
        <strong>{place}</strong>
        <span className="flex gap-1">
          <IconButton
            label={`Move ${place.toLowerCase()} up`}
            icon={<ArrowUp aria-hidden="true" />}
            disabledReason={index === 0 ? "It is the first step." : undefined}
            onClick={() => onMove(-1)}
          />
          <IconButton
            label={`Move ${place.toLowerCase()} down`}
            icon={<ArrowDown aria-hidden="true" />}
            disabledReason={index === count - 1 ? "It is the last step." : undefined}
            onClick={() => onMove(1)}
          />
          <IconButton
            label={`Remove ${place.toLowerCase()}`}
            icon={<Trash2 aria-hidden="true" />}
            onClick={onRemove}
          />
        </span>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField name={name("title")} label="What" defaultValue={step.title} />
        <Select
          name={name("kind")}
          label="How"
          options={STEP_KINDS.map((value) => ({ value, label: STEP_KIND_WORDS[value].label }))}
          defaultValue={step.kind}
        />
        <Textarea
          name={name("instructions")}
          label="Instructions"
          hint="Enough for somebody who has never done it."
          isOptional
          rows={2}
          defaultValue={step.instructions}
        />
        <Combobox
          name={name("responsibleId")}
          label="Person"
          hint="Who does it or can be called."
          isOptional
          options={people}
          {...(step.responsibleId === null ? {} : { defaultValue: step.responsibleId })}
        />
      </div>
    </li>
  );
}
