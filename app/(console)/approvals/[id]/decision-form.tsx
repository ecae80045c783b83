"use client";

import { Check, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Form } from "#components/form/form.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { decideRequestAction } from "../actions.ts";

interface Props {
  decision: "approve" | "reject";
  requestId: string;
  version: number;
  allowed: true | string;
  /** An approval wants its reason here; a rejection always does. */
  needsReason: boolean;
  /** How long what is approved lasts, unless the approver gives less. */
  days: number;
}

const LOOKS = {
  approve: { verb: "Approve", variant: "primary", Icon: Check },
  reject: { verb: "Reject", variant: "danger", Icon: X },
} as const;

/** One answer with its reason. When it is not this person's to give, the button says why and the field is gone. */
export function DecisionForm(props: Props) {
  const { decision, requestId, version, allowed } = props;
  const { verb, variant, Icon } = LOOKS[decision];
  const isAllowed = allowed === true;
  return (
    <div data-decision={decision} className="flex min-w-0 flex-col">
      <Form action={decideRequestAction} aria-label={verb} className="flex flex-1 flex-col gap-2">
        <input type="hidden" name="requestId" value={requestId} />
        <input type="hidden" name="version" value={version} />
        <input type="hidden" name="decision" value={decision} />
        {/* Grows, so that both buttons stand in one line. */}
        {isAllowed && <div className="grid flex-1 content-start gap-2">{fieldsOf(props)}</div>}
        <SubmitButton
          size="large"
          variant={variant}
          icon={<Icon aria-hidden="true" />}
          className="w-full"
          disabledReason={isAllowed ? undefined : allowed}
        >
          {verb}
        </SubmitButton>
        {!isAllowed && <p className="text-ink-muted text-pretty">{allowed}</p>}
      </Form>
    </div>
  );
}

function fieldsOf({ decision, needsReason, days }: Props) {
  if (decision === "reject") {
    return (
      <Textarea
        name="reason"
        label="Why you reject"
        rows={3}
        maxLength={2000}
        placeholder="What would have to be different"
        onKeyDown={submitOnCtrlEnter}
      />
    );
  }
  return (
    <>
      <Textarea
        name="reason"
        label="Why you approve"
        isOptional={!needsReason}
        rows={3}
        maxLength={2000}
        placeholder="What you checked"
        onKeyDown={submitOnCtrlEnter}
      />
      <TextField
        name="durationDays"
        label="For how many days"
        hint={days === 1 ? "One day is the least." : `${days} at most. Fewer asks nobody again.`}
        type="number"
        inputMode="numeric"
        min={1}
        max={days}
        defaultValue={days}
      />
    </>
  );
}

function submitOnCtrlEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
