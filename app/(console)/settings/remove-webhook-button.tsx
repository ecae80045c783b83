"use client";

import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { removeWebhookAction } from "./webhook-actions.ts";

export function RemoveWebhookButton({ webhookId, name }: { webhookId: string; name: string }) {
  return (
    <ConfirmDialog
      trigger={<Button size="small">Remove</Button>}
      title={`Remove ${name}`}
      confirmLabel="Remove"
      isDangerous
      onConfirm={() => removeWebhookAction(webhookId)}
    >
      Nothing is sent to it any more, and the list of what was sent goes with it. Its secret does not come
      back.
    </ConfirmDialog>
  );
}
