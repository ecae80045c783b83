"use client";

import { Form } from "#components/form/form.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { restoreCandidateAction } from "../actions.ts";

/** Takes a dismissal back. */
export function RestoreButton({ candidateId }: { candidateId: string }) {
  return (
    <Form action={restoreCandidateAction} aria-label="Bring the candidate back">
      <input type="hidden" name="candidateId" value={candidateId} />
      <SubmitButton>Bring back</SubmitButton>
    </Form>
  );
}
