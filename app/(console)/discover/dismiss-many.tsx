"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import type { FormState } from "#components/form/form-state.ts";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { dismissCandidatesAction } from "./actions.ts";

/** Sets what is selected aside, with one reason for all of it. */
export function DismissMany(props: {
  ids: readonly string[];
  onDone: () => void;
  /** Told what was done, also when nothing is selected any more and this is gone. */
  onDismissed: (message: string) => void;
}) {
  const { ids, onDone, onDismissed } = props;
  const [isOpen, setIsOpen] = useState(false);
  const words = ids.length === 1 ? "1 candidate" : `${ids.length} candidates`;
  async function dismiss(state: FormState, form: FormData): Promise<FormState> {
    const next = await dismissCandidatesAction(state, form);
    if (next.status === "done") onDismissed(next.message);
    return next;
  }
  return (
    <Dialog
      size="small"
      title={`Dismiss ${words}`}
      description="They stay on record with your reason. One comes back when something new is seen of it."
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={<Button>Dismiss</Button>}
    >
      <Form
        action={dismiss}
        onDone={() => {
          setIsOpen(false);
          onDone();
        }}
      >
        {ids.map((id) => (
          <input key={id} type="hidden" name="candidateId" value={id} />
        ))}
        <Textarea name="reason" label="Why" placeholder="Local experiments, already removed" />
        <FormActions>
          <DialogClose render={<Button>Cancel</Button>} />
          <SubmitButton>{`Dismiss ${words}`}</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  );
}
