"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { addUserAction } from "./actions.ts";
import { RolesFields } from "./roles-fields.tsx";

/** Adds somebody before they first sign in. */
export function AddPersonDialog({ refusal }: { refusal: string | undefined }) {
  const [isOpen, setIsOpen] = useState(false);
  if (refusal !== undefined) return <Button disabledReason={refusal}>Add a person</Button>;
  return (
    <Dialog
      size="small"
      title="Add a person"
      description="They are matched by e-mail address when they first sign in."
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={<Button>Add a person</Button>}
    >
      <Form action={addUserAction} onDone={() => setIsOpen(false)}>
        <TextField name="email" label="E-mail address" type="email" />
        <TextField name="name" label="Name" />
        <RolesFields chosen={["member"]} />
        <FormActions>
          <SubmitButton>Add</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  );
}
