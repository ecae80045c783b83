"use client";

import { Radar } from "lucide-react";
import { Form } from "#components/form/form.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { askIntrospectionAction } from "./state-actions.ts";

/** Asks the server what it offers; the answer arrives on this page by itself. */
export function IntrospectButton(props: { serverId: string; disabledReason: string | undefined }) {
  return (
    <Form action={askIntrospectionAction} aria-label="Introspect">
      <input type="hidden" name="serverId" value={props.serverId} />
      <SubmitButton
        variant="secondary"
        icon={<Radar aria-hidden="true" />}
        disabledReason={props.disabledReason}
      >
        Introspect
      </SubmitButton>
    </Form>
  );
}
