"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { withdrawRequestAction } from "../actions.ts";

/** Takes the request back, for the person who asked and for administrators. */
export function WithdrawButton({ requestId, allowed }: { requestId: string; allowed: true | string }) {
  const [isOpen, setIsOpen] = useState(false);
  if (allowed !== true) {
    return (
      <Button variant="ghost" disabledReason={allowed}>
        Withdraw
      </Button>
    );
  }
  return (
    <Dialog
      size="small"
      title="Withdraw this request"
      description="Nothing is granted. You can ask again at any time."
      trigger={<Button>Withdraw</Button>}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
    >
      <Form action={withdrawRequestAction} onDone={() => setIsOpen(false)}>
        <input type="hidden" name="requestId" value={requestId} />
        <Textarea name="reason" label="Why" isOptional rows={2} maxLength={2000} />
        <FormActions>
          <SubmitButton variant="danger">Withdraw</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  );
}
