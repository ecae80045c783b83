"use client";

import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ButtonSize, ButtonVariant } from "#components/ui/button-look.ts";
import { Dialog, DialogClose, type DialogProps } from "#components/ui/dialog.tsx";
import { Form } from "./form.tsx";
import type { FormAction } from "./form-state.ts";
import { FormActions, SubmitButton } from "./submit-button.tsx";

/**
 * A button that opens a form in a dialog, and closes it when the action is done. A page can fill it from the server:
 * `children` are the fields. With `disabledReason` the button stays in sight and says why.
 */
export function FormDialog(props: {
  action: FormAction;
  /** The button's words. */
  label: ReactNode;
  icon?: ReactNode;
  variant?: ButtonVariant;
  buttonSize?: ButtonSize;
  disabledReason?: string | undefined;
  title: string;
  description?: ReactNode;
  size?: NonNullable<DialogProps["size"]>;
  submitLabel: string;
  isDangerous?: boolean;
  children: ReactNode;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const look = {
    icon: props.icon,
    ...(props.variant === undefined ? {} : { variant: props.variant }),
    ...(props.buttonSize === undefined ? {} : { size: props.buttonSize }),
  };
  if (props.disabledReason !== undefined) {
    return (
      <Button {...look} disabledReason={props.disabledReason}>
        {props.label}
      </Button>
    );
  }
  return (
    <Dialog
      title={props.title}
      {...(props.description === undefined ? {} : { description: props.description })}
      {...(props.size === undefined ? {} : { size: props.size })}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={<Button {...look}>{props.label}</Button>}
    >
      <Form action={props.action} onDone={() => setIsOpen(false)}>
        {props.children}
        <FormActions>
          <DialogClose render={<Button>Cancel</Button>} />
          <SubmitButton variant={props.isDangerous ? "danger" : "primary"}>{props.submitLabel}</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  );
}
