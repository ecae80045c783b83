"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { setRolesAction } from "./actions.ts";
import { RolesFields } from "./roles-fields.tsx";

/** Changes what one person may do. */
export function RolesDialog(props: {
  person: { id: string; name: string; roles: readonly string[] };
  refusal: string | undefined;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const { person, refusal } = props;
  if (refusal !== undefined) {
    return (
      <Button size="small" disabledReason={refusal}>
        Roles
      </Button>
    );
  }
  return (
    <Dialog
      size="small"
      title={`Roles of ${person.name}`}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={<Button size="small">Roles</Button>}
    >
      <Form action={setRolesAction} onDone={() => setIsOpen(false)}>
        <input type="hidden" name="userId" value={person.id} />
        <RolesFields chosen={person.roles} />
        <FormActions>
          <SubmitButton>Save roles</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  );
}
