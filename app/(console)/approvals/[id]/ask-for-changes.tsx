"use client";

import { PencilLine } from "lucide-react";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { askForChangesAction } from "../discussion-actions.ts";

interface Props {
  requestId: string;
  version: number;
  allowed: true | string;
}

/** Neither yes nor no: back to whoever asked, with what should be different. */
export function AskForChanges({ requestId, version, allowed }: Props) {
  return (
    <FormDialog
      action={askForChangesAction}
      label="Ask for changes"
      icon={<PencilLine aria-hidden="true" />}
      size="small"
      title="Ask for changes"
      description="Whoever asked changes it and sends it again, and its votes begin anew. Until then nobody approves it."
      submitLabel="Send it back"
      disabledReason={allowed === true ? undefined : allowed}
    >
      <input type="hidden" name="requestId" value={requestId} />
      <input type="hidden" name="version" value={version} />
      <Textarea name="reason" label="What should be different" rows={3} maxLength={2000} />
    </FormDialog>
  );
}
