"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { type FormState, IDLE } from "#components/form/form-state.ts";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { UNDO_MS } from "#lib/reviews/model.ts";
import { decideItemsAction, undoDecisionsAction } from "../../actions.ts";
import type { ListTerms } from "./list-terms.ts";
import type { Selection } from "./use-selection.ts";

/** Above it the command asks again; the same number as there. */
const BULK_MAX = 10_000;

interface Props {
  campaignId: string;
  terms: ListTerms;
  selection: Selection;
}

/** One answer for many items of low risk: the chosen ones, or all that the list finds. What is graver is answered by itself. */
export function AnswerTogether({ campaignId, terms, selection }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const toast = useToast();
  const isChosen = selection.ids.length > 0;
  const count = isChosen ? selection.ids.length : terms.together;
  if (terms.shown !== "waiting" || count === 0) return null;
  const many = count > BULK_MAX ? "more than 10,000" : count.toLocaleString("en");
  const words = isChosen
    ? `Answer the ${many} chosen together`
    : `Answer ${count === 1 ? "the one" : `all ${many}`} of low risk together`;

  async function send(state: FormState, form: FormData): Promise<FormState> {
    const answered = await decideItemsAction(state, form);
    if (answered.status !== "done") return answered;
    const batchId = answered.result?.batchId ?? "";
    toast({ title: answered.message, timeoutMs: UNDO_MS, undo: () => void takeBack(batchId) });
    selection.clear();
    setIsOpen(false);
    return answered;
  }
  async function takeBack(batchId: string) {
    const form = new FormData();
    form.set("batchId", batchId);
    const undone = await undoDecisionsAction(IDLE, form);
    if (undone.status !== "idle") {
      toast({ title: undone.message, meaning: undone.status === "error" ? "warning" : "good" });
    }
  }

  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      <Dialog
        title={words}
        description="Only what is of low risk can be answered together. Medium and high risk are looked at one by one, and so are servers."
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        trigger={<Button>{words}</Button>}
      >
        <Form action={send}>
          <input type="hidden" name="campaignId" value={campaignId} />
          <input type="hidden" name="count" value={count} />
          {isChosen ? (
            selection.ids.map((id) => <input key={id} type="hidden" name="itemId" value={id} />)
          ) : (
            <>
              <input type="hidden" name="q" value={terms.q} />
              {terms.kinds.map((kind) => (
                <input key={kind} type="hidden" name="kind" value={kind} />
              ))}
            </>
          )}
          <RadioGroup
            name="decision"
            label="Answer"
            isInline
            options={[
              { value: "keep", label: "Keep", hint: "They stay as they are." },
              { value: "revoke", label: "Revoke", hint: "They end when the review closes." },
            ]}
          />
          <Textarea
            name="reason"
            label="Why"
            hint="Needed to revoke. It stands on the record of each."
            isOptional
            rows={2}
            maxLength={2000}
          />
          <FormActions>
            <DialogClose render={<Button>Cancel</Button>} />
            <SubmitButton>Answer {many}</SubmitButton>
          </FormActions>
        </Form>
      </Dialog>
      {isChosen && (
        <Button variant="ghost" onClick={selection.clear}>
          Choose none
        </Button>
      )}
    </div>
  );
}
