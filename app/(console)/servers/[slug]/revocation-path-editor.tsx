"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ComboboxOption } from "#components/ui/combobox.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { MAX_STEPS } from "#lib/grants/model.ts";
import { saveRevocationPathAction } from "./grant-actions.ts";
import { type EditedStep, RevocationStepFields } from "./revocation-step-fields.tsx";

interface Props {
  serverId: string;
  slug: string;
  /** What these steps were read as: a change made meanwhile is a conflict. */
  hash: string;
  steps: readonly EditedStep[];
  people: readonly ComboboxOption[];
  doneHref: string;
}

/** The whole path at once: add, move and remove steps, then save them together. */
export function RevocationPathEditor(props: Props) {
  const [steps, setSteps] = useState<readonly EditedStep[]>(
    props.steps.length === 0 ? FIRST_STEPS : props.steps,
  );
  function move(index: number, by: -1 | 1) {
    const moved = [...steps];
    const [step] = moved.splice(index, 1);
    if (step !== undefined) moved.splice(index + by, 0, step);
    setSteps(moved);
  }
  return (
    <Form action={saveRevocationPathAction} aria-label="Revocation path">
      <input type="hidden" name="serverId" value={props.serverId} />
      <input type="hidden" name="slug" value={props.slug} />
      <input type="hidden" name="hash" value={props.hash} />
      <input type="hidden" name="stepCount" value={steps.length} />
      <ol className="grid gap-3">
        {steps.map((step, index) => (
          <RevocationStepFields
            key={step.id}
            step={step}
            index={index}
            count={steps.length}
            people={props.people}
            onMove={(by) => move(index, by)}
            onRemove={() => setSteps(steps.filter(({ id }) => id !== step.id))}
          />
        ))}
      </ol>
      {steps.length === 0 && <p className="text-ink-muted">No step is left; saving empties the path.</p>}
      <FormActions isStuck>
        <Button
          icon={<Plus aria-hidden="true" />}
          className="mr-auto"
          disabledReason={
            steps.length < MAX_STEPS
              ? undefined
              : `A path has at most ${MAX_STEPS} steps, so that it is followed.`
          }
          onClick={() => setSteps([...steps, { ...BLANK, id: crypto.randomUUID() }])}
        >
          Add a step
        </Button>
        <LinkButton href={props.doneHref}>Cancel</LinkButton>
        <SubmitButton>Save the path</SubmitButton>
      </FormActions>
    </Form>
  );
}

const BLANK = { kind: "manual", title: "", instructions: "", responsibleId: null } as const;

/** Where every path can begin: what Steward itself can do at once. */
const FIRST_STEPS: readonly EditedStep[] = [
  {
    id: "first",
    kind: "deny_decisions",
    title: "Suspend the server in Steward",
    instructions: "Every decision about its tools is no from then on.",
    responsibleId: null,
  },
];
