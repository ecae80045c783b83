"use client";

import type { ReactNode } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { registerCandidateAction } from "../actions.ts";

/** The form around the questions of governance. */
export function RegisterForm({ candidateId, children }: { candidateId: string; children: ReactNode }) {
  return (
    <Form action={registerCandidateAction} aria-label="Register the candidate">
      <input type="hidden" name="candidateId" value={candidateId} />
      {children}
      <FormActions>
        <SubmitButton>Register</SubmitButton>
      </FormActions>
    </Form>
  );
}
