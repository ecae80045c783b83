"use client";

import { useState } from "react";
import { SharedGovernanceFields } from "#app/governance-fields.tsx";
import { Form } from "#components/form/form.tsx";
import type { FormState } from "#components/form/form-state.ts";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ComboboxOption } from "#components/ui/combobox.tsx";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";
import type { SelectOption } from "#components/ui/select.tsx";
import type { RegisteredCandidate } from "#lib/discovery/commands/register-candidates.ts";
import { registerCandidatesAction } from "./actions.ts";
import type { RegisterOutcomeOf } from "./register-outcome.tsx";

interface Props {
  ids: readonly string[];
  /** Of the candidates as they are shown, by id. */
  digests: ReadonlyMap<string, string>;
  people: readonly ComboboxOption[];
  roles: readonly SelectOption[];
  onDone: () => void;
  /** Told what became of each, also when nothing is selected any more and this is gone. */
  onRegistered: (outcome: RegisterOutcomeOf) => void;
}

/** Registers what is selected, with answers that hold for all of it. */
export function RegisterMany({ ids, digests, people, roles, onDone, onRegistered }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const words = ids.length === 1 ? "1 candidate" : `${ids.length} candidates`;
  async function register(state: FormState, form: FormData): Promise<FormState> {
    const next = await registerCandidatesAction(state, form);
    if (next.status === "done") {
      const rows = JSON.parse(next.result?.rows ?? "[]") as RegisteredCandidate[];
      onRegistered({ message: next.message, rows });
    }
    return next;
  }
  return (
    <Dialog
      title={`Register ${words}`}
      description="Each keeps the name it was found with. What you answer here holds for all of them; change single ones later."
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={<Button variant="primary">Register</Button>}
    >
      <Form
        action={register}
        onDone={() => {
          setIsOpen(false);
          onDone();
        }}
      >
        {ids.map((id) => (
          <input key={id} type="hidden" name="candidateId" value={id} />
        ))}
        {ids.map((id) => {
          const digest = digests.get(id);
          return digest && <input key={id} type="hidden" name="shown" value={`${id} ${digest}`} />;
        })}
        <SharedGovernanceFields people={people} roles={roles} />
        <FormActions>
          <DialogClose render={<Button>Cancel</Button>} />
          <SubmitButton>{`Register ${words}`}</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  );
}
