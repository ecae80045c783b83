"use client";

import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { dismissCandidateAction } from "../actions.ts";

/** Sets the candidate aside, with a reason that stays on record. */
export function DismissDialog({ candidateId, name }: { candidateId: string; name: string }) {
  return (
    <Dialog
      size="small"
      trigger={<Button>Dismiss</Button>}
      title={`Dismiss ${name}`}
      description="It stays on record with your reason, and comes back only when something new is seen of it."
    >
      <Form action={dismissCandidateAction}>
        <input type="hidden" name="candidateId" value={candidateId} />
        <Textarea name="reason" label="Why" placeholder="Local experiment, already removed" />
        <FormActions>
          <SubmitButton>Dismiss</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  );
}
