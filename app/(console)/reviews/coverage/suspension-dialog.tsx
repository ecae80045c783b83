"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { answerSuspensionAction } from "./actions.ts";

/** Asks for the number and a reason before a mass of grants is suspended, or left as it is for a week. */
export function SuspensionDialog(props: {
  suspensionId: string;
  answer: "confirmed" | "declined";
  grantCount: number;
  /** True, or the reason why this person does not answer. */
  allowed: true | string;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const { suspensionId, answer, grantCount, allowed } = props;
  const isConfirming = answer === "confirmed";
  const label = isConfirming ? "Suspend them" : "Leave them for a week";
  if (allowed !== true) return <Button disabledReason={allowed}>{label}</Button>;
  const words = `${grantCount.toLocaleString("en")} grants`;
  return (
    <Dialog
      title={isConfirming ? `Suspend ${words}?` : `Leave ${words} in force?`}
      description={
        isConfirming
          ? "Their tools stop working at once, for everybody. They go on when their servers were reviewed."
          : "Nothing is suspended for overdue reviews for a week. Then it is asked again."
      }
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={<Button variant={isConfirming ? "danger" : "secondary"}>{label}</Button>}
    >
      <Form action={answerSuspensionAction} onDone={() => setIsOpen(false)}>
        <input type="hidden" name="suspensionId" value={suspensionId} />
        <input type="hidden" name="answer" value={answer} />
        <Textarea name="reason" label="Reason" hint="Kept in the audit trail." />
        <TextField
          name="acknowledged"
          label={`Type ${grantCount} to go ahead`}
          hint="So that a slip of the hand decides nothing."
          inputMode="numeric"
        />
        <FormActions>
          <DialogClose render={<Button>Cancel</Button>} />
          <SubmitButton variant={isConfirming ? "danger" : "primary"}>{label}</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  );
}
