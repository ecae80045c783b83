"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import type { FormState } from "#components/form/form-state.ts";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { togetherProblem } from "#lib/approvals/decide-together.ts";
import type { RequestItem } from "#lib/approvals/request-item.ts";
import { decideTogetherAction } from "./actions.ts";
import type { DecidedTogether } from "./decided.tsx";
import type { InboxRow } from "./inbox-row.ts";

interface Props {
  rows: readonly InboxRow[];
  onDecided: (decided: DecidedTogether) => void;
  onDone: () => void;
}

/** Approve and reject for what only reads and takes one path. Whatever else is chosen says why it cannot be. */
export function DecideTogether({ rows, onDecided, onDone }: Props) {
  const requests = rows.flatMap((row) => (row.of === "request" ? [row] : []));
  const problem = togetherProblem(requests) ?? undefined;
  return (
    <>
      {(["approve", "reject"] as const).map((decision) => (
        <DecideDialog key={decision} {...{ decision, requests, problem, onDecided, onDone }} />
      ))}
    </>
  );
}

const LOOKS = {
  approve: { verb: "Approve", variant: "primary", label: "Why you approve" },
  reject: { verb: "Reject", variant: "danger", label: "Why you reject" },
} as const;

function DecideDialog(
  props: Omit<Props, "rows"> & {
    decision: "approve" | "reject";
    requests: readonly RequestItem[];
    problem: string | undefined;
  },
) {
  const { decision, requests, problem, onDecided, onDone } = props;
  const [isOpen, setIsOpen] = useState(false);
  const { verb, variant, label } = LOOKS[decision];
  const words = requests.length === 1 ? "1 request" : `${requests.length} requests`;
  if (problem !== undefined) {
    return (
      <Button variant={variant} disabledReason={problem}>
        {verb}
      </Button>
    );
  }
  async function decide(state: FormState, form: FormData): Promise<FormState> {
    const next = await decideTogetherAction(state, form);
    if (next.status === "done") {
      // Written by our own action.
      const decided = JSON.parse(next.result?.rows ?? "[]") as DecidedTogether["rows"];
      onDecided({ message: next.message, rows: decided });
    }
    return next;
  }
  return (
    <Dialog
      title={`${verb} ${words}?`}
      description={`They only read, outside production, and wait in the stage “${requests[0]?.waitingFor ?? ""}” of the same rule. Each is decided by itself, with this one reason.`}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={<Button variant={variant}>{verb}</Button>}
    >
      <Form
        action={decide}
        onDone={() => {
          setIsOpen(false);
          onDone();
        }}
      >
        <input type="hidden" name="decision" value={decision} />
        <ul className="max-h-40 list-disc overflow-y-auto pl-4">
          {requests.map(({ id, version, title }) => (
            <li key={id}>
              {title}
              <input type="hidden" name="request" value={`${id} ${version}`} />
            </li>
          ))}
        </ul>
        <Textarea name="reason" label={label} hint="Kept with each of them." />
        <FormActions>
          <DialogClose render={<Button>Cancel</Button>} />
          <SubmitButton variant={variant}>{`${verb} ${words}`}</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  );
}
