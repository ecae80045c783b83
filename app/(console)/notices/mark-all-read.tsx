"use client";

import { CheckCheck } from "lucide-react";
import { Form } from "#components/form/form.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { markAllReadAction } from "./actions.ts";

/** Marks every notice as read, those on later pages too. */
export function MarkAllRead() {
  return (
    <Form action={markAllReadAction} aria-label="Mark all notices as read">
      <SubmitButton variant="secondary" icon={<CheckCheck aria-hidden="true" />}>
        Mark all as read
      </SubmitButton>
    </Form>
  );
}
