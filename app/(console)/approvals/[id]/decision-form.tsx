"use client";

import { Check, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Form } from "#components/form/form.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { decideRequestAction } from "../actions.ts";

interface Props {
  decision: "approve" | "reject";
  requestId: string;
  version: number;
  allowed: true | string;
}

const LOOKS = {
  approve: { verb: "Approve", label: "Why you approve", variant: "primary", Icon: Check },
  reject: { verb: "Reject", label: "Why you reject", variant: "danger", Icon: X },
} as const;

/** One answer with its reason. When it is not this person's to give, the button says why and the field is gone. */
export function DecisionForm({ decision, requestId, version, allowed }: Props) {
  const { verb, label, variant, Icon } = LOOKS[decision];
  const isAllowed = allowed === true;
  return (
    <div data-decision={decision} className="min-w-0">
      <Form action={decideRequestAction} aria-label={verb} className="content-start gap-2">
        <input type="hidden" name="requestId" value={requestId} />
        <input type="hidden" name="version" value={version} />
        <input type="hidden" name="decision" value={decision} />
        {isAllowed && (
          <Textarea
            name="reason"
            label={label}
            rows={3}
            maxLength={2000}
            placeholder={decision === "approve" ? "What you checked" : "What would have to be different"}
            onKeyDown={submitOnCtrlEnter}
          />
        )}
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

function submitOnCtrlEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
