"use client";

import { useRef, useState } from "react";
import { Form } from "#components/form/form.tsx";
import type { FormState } from "#components/form/form-state.ts";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";
import type { BulkPreview } from "#lib/bulk/queries/preview-bulk-change.ts";
import { previewBulkAction } from "./actions.ts";
import { BulkConfirm } from "./bulk-confirm.tsx";
import { BulkFields } from "./bulk-fields.tsx";
import type { BulkTarget } from "./bulk-target.ts";
import { BULK_ACTIONS, type OfferedAction, serversInWords } from "./bulk-words.ts";
import { useBulkOptions } from "./use-bulk-options.ts";

/** Fields first; then what would happen, by the rules that decide it, and the button that does it. */
export function BulkDialog(props: { action: OfferedAction; target: BulkTarget; onClose: () => void }) {
  const { action, target, onClose } = props;
  const options = useBulkOptions();
  const asked = useRef<FormData>(new FormData());
  const [preview, setPreview] = useState<BulkPreview | null>(null);
  const label = BULK_ACTIONS.find((one) => one.action === action)?.label ?? "";

  async function look(state: FormState, form: FormData): Promise<FormState> {
    asked.current = form;
    return previewBulkAction(state, form);
  }

  return (
    <Dialog
      title={label}
      description={`For ${targetInWords(target)}.`}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      {/* Stays while the preview is shown: who goes back finds what they had written. */}
      <div hidden={preview !== null}>
        <Form
          action={look}
          // Written by our own action.
          onDone={({ result }) => setPreview(JSON.parse(result?.preview ?? "null") as BulkPreview | null)}
        >
          <input type="hidden" name="change.action" value={action} />
          {target.kind === "ids" ? (
            <input type="hidden" name="ids" value={target.ids.join(" ")} />
          ) : (
            <input type="hidden" name="search" value={target.search} />
          )}
          <BulkFields action={action} options={options} />
          <FormActions>
            <DialogClose render={<Button>Cancel</Button>} />
            <SubmitButton>Show what would change</SubmitButton>
          </FormActions>
        </Form>
      </div>
      {preview !== null && (
        <BulkConfirm preview={preview} asked={asked.current} onBack={() => setPreview(null)} />
      )}
    </Dialog>
  );
}

function targetInWords(target: BulkTarget): string {
  if (target.kind === "ids") return serversInWords(target.ids.length);
  const { count, isEstimate } = target;
  return `${isEstimate ? "more than " : ""}${serversInWords(count)}, all that match the list`;
}
