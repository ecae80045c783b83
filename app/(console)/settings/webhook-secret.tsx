"use client";

import { type ReactNode, useState } from "react";
import { Form } from "#components/form/form.tsx";
import type { FormAction } from "#components/form/form-state.ts";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

/** A form in a dialog whose answer is a secret, shown this once. */
export function WebhookSecret(props: {
  action: FormAction;
  label: string;
  title: string;
  submitLabel: string;
  isSmall?: boolean;
  children: ReactNode;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const [secret, setSecret] = useState<string>();
  return (
    <Dialog
      title={secret === undefined ? props.title : "Copy the secret now"}
      isOpen={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        setSecret(undefined);
      }}
      trigger={<Button {...(props.isSmall ? { size: "small" as const } : {})}>{props.label}</Button>}
    >
      {secret === undefined ? (
        <Form action={props.action} onDone={(state) => setSecret(state.result?.secret)}>
          {props.children}
          <FormActions>
            <SubmitButton>{props.submitLabel}</SubmitButton>
          </FormActions>
        </Form>
      ) : (
        <div className="grid gap-3">
          <Callout meaning="warning" title="This is the only time it is shown">
            The receiver checks signatures with it, as Standard Webhooks says. Steward keeps it nowhere.
          </Callout>
          <CodeBlock code={secret} label="Signing secret" />
        </div>
      )}
    </Dialog>
  );
}
