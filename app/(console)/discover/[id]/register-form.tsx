"use client";

import type { ReactNode } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { registerCandidateAction } from "../actions.ts";

interface Props {
  candidateId: string;
  /** Of the candidate as it is shown. */
  identityDigest: string;
  children: ReactNode;
}

/** The form around the questions of governance. */
export function RegisterForm({ candidateId, identityDigest, children }: Props) {
  return (
    <Form action={registerCandidateAction} aria-label="Register the candidate">
      <input type="hidden" name="candidateId" value={candidateId} />
      <input type="hidden" name="identityDigest" value={identityDigest} />
      {children}
      <FormActions>
        <SubmitButton>Register</SubmitButton>
      </FormActions>
    </Form>
  );
}
