"use client";

import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { archiveServerRoleAction } from "../../actions.ts";

/** Takes a role out of use. */
export function ArchiveRoleButton(props: {
  role: { id: string; name: string };
  refusal: string | undefined;
}) {
  if (props.refusal !== undefined) return <Button disabledReason={props.refusal}>Archive</Button>;
  return (
    <ConfirmDialog
      trigger={<Button>Archive</Button>}
      title={`Archive ${props.role.name}`}
      confirmLabel="Archive"
      onConfirm={() => archiveServerRoleAction(props.role.id)}
    >
      No server can be given this role any more. It stays readable, and its name stays taken.
    </ConfirmDialog>
  );
}
