"use client";

import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { revokeTokenAction } from "./actions.ts";

/** Ends a token at once. */
export function RevokeTokenButton(props: { tokenId: string; name: string; refusal: string | undefined }) {
  if (props.refusal !== undefined) {
    return (
      <Button size="small" disabledReason={props.refusal}>
        Revoke
      </Button>
    );
  }
  return (
    <ConfirmDialog
      trigger={<Button size="small">Revoke</Button>}
      title={`Revoke ${props.name}`}
      confirmLabel="Revoke"
      isDangerous
      onConfirm={() => revokeTokenAction(props.tokenId)}
    >
      Whatever uses this token stops working at once. This cannot be undone; make a new one instead.
    </ConfirmDialog>
  );
}
