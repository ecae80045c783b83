"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CheckboxGroup } from "#components/ui/checkbox.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { createTokenAction } from "./actions.ts";

const SCOPES = [
  {
    value: "decisions:evaluate",
    label: "decisions:evaluate",
    hint: "Ask whether a consumer may use a tool.",
  },
  { value: "servers:read", label: "servers:read", hint: "Read servers, tools, grants and findings." },
  { value: "imports:write", label: "imports:write", hint: "Send client files from a pipeline." },
  {
    value: "introspections:write",
    label: "introspections:write",
    hint: "Ask for a server to be introspected.",
  },
  { value: "requests:read", label: "requests:read", hint: "Read requests. No token can decide one." },
  { value: "campaigns:read", label: "campaigns:read", hint: "Read reviews and export their evidence." },
  { value: "audit:read", label: "audit:read", hint: "Read the audit trail." },
];

/** Makes a token and shows its secret once. */
export function CreateTokenDialog({ refusal }: { refusal: string | undefined }) {
  const [isOpen, setIsOpen] = useState(false);
  const [secret, setSecret] = useState<string>();
  if (refusal !== undefined) return <Button disabledReason={refusal}>Make a token</Button>;
  return (
    <Dialog
      title={secret === undefined ? "Make a service token" : "Copy the token now"}
      isOpen={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        setSecret(undefined);
      }}
      trigger={<Button>Make a token</Button>}
    >
      {secret === undefined ? (
        <Form action={createTokenAction} onDone={(state) => setSecret(state.result?.secret)}>
          <TextField name="name" label="Name" hint="What uses it, such as gateway-eu." />
          <CheckboxGroup name="scopes" label="Scopes" options={SCOPES} />
          <TextField
            name="days"
            label="Days until it expires"
            type="number"
            min={1}
            max={180}
            defaultValue="90"
          />
          <FormActions>
            <SubmitButton>Make it</SubmitButton>
          </FormActions>
        </Form>
      ) : (
        <div className="grid gap-3">
          <Callout meaning="warning" title="This is the only time it is shown">
            Steward keeps a hash of it and nothing else.
          </Callout>
          <CodeBlock code={secret} label="Service token" />
        </div>
      )}
    </Dialog>
  );
}
