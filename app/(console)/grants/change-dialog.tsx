"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import type { FormState } from "#components/form/form-state.ts";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ButtonSize } from "#components/ui/button-look.ts";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { GRANTS_AT_ONCE } from "#lib/grants/brake.ts";
import type { GrantView } from "#lib/grants/grant-view.ts";
import type { GrantAction } from "#lib/grants/model.ts";
import { changeGrantsAction } from "./actions.ts";
import { CHANGES, effectInWords, grantsInWords } from "./change-words.ts";
import type { ChangeOutcome } from "./changed.tsx";
import { grantName } from "./grant-columns.tsx";

interface Props {
  action: GrantAction;
  grants: readonly GrantView[];
  /** Told what was done, also when nothing is selected any more and this is gone. */
  onChanged?: (outcome: ChangeOutcome) => void;
  onDone?: () => void;
  size?: ButtonSize;
}

/** Suspends, resumes or ends grants with one reason, after saying what stops working and what is left as it is. */
export function ChangeDialog({ action, grants, onChanged, onDone, size }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const { label } = CHANGES[action];
  const able = grants.filter(({ allowed }) => allowed[action] === true);
  const others = grants.filter(({ allowed }) => allowed[action] !== true);
  const look = size === undefined ? {} : { size };
  if (able.length === 0) {
    return (
      <Button {...look} disabledReason={String(others[0]?.allowed[action] ?? "Choose a grant first.")}>
        {label}
      </Button>
    );
  }
  async function change(state: FormState, form: FormData): Promise<FormState> {
    const next = await changeGrantsAction(state, form);
    if (next.status === "done") {
      // Written by our own action.
      const refused = JSON.parse(next.result?.refused ?? "[]") as ChangeOutcome["refused"];
      onChanged?.({ message: next.message, refused });
    }
    return next;
  }
  return (
    <Dialog
      title={`${label} ${able.length === 1 && able[0] !== undefined ? `the grant of ${grantName(able[0])}` : grantsInWords(able.length)}?`}
      description={effectInWords(action, able)}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button {...look} {...(action === "revoke" ? { variant: "danger" as const } : {})}>
          {label}
        </Button>
      }
    >
      <Form
        action={change}
        onDone={() => {
          setIsOpen(false);
          onDone?.();
        }}
      >
        <input type="hidden" name="action" value={action} />
        {able.map(({ id }) => (
          <input key={id} type="hidden" name="grantId" value={id} />
        ))}
        {others.length > 0 && <LeftAsTheyAre action={action} grants={others} />}
        <Textarea
          name="reason"
          label="Reason"
          hint="Shown wherever the grant is, and kept in the audit trail."
        />
        {able.length > GRANTS_AT_ONCE && (
          <TextField
            name="acknowledged"
            label={`Type ${able.length} to go ahead`}
            hint="So that a slip of the hand stops nothing."
            inputMode="numeric"
          />
        )}
        <FormActions>
          <DialogClose render={<Button>Cancel</Button>} />
          <SubmitButton variant={action === "revoke" ? "danger" : "primary"}>
            {`${CHANGES[action].submit} ${able.length === 1 ? "the grant" : grantsInWords(able.length)}`}
          </SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  );
}

const LISTED = 5;

function LeftAsTheyAre({ action, grants }: { action: GrantAction; grants: readonly GrantView[] }) {
  const rest = grants.length - LISTED;
  return (
    <div className="text-ink-muted">
      <p>{grantsInWords(grants.length)} of those you chose stay as they are:</p>
      <ul className="list-disc pl-4">
        {grants.slice(0, LISTED).map((grant) => (
          <li key={grant.id}>
            {grantName(grant)} on {grant.server.name}: {grant.allowed[action]}
          </li>
        ))}
        {rest > 0 && <li>and {rest} more</li>}
      </ul>
    </div>
  );
}
