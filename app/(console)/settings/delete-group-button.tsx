"use client";

import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { deleteGroupAction } from "./actions.ts";

/** Deletes a group, after saying what that does. */
export function DeleteGroupButton(props: {
  group: { id: string; name: string };
  refusal: string | undefined;
}) {
  const { group, refusal } = props;
  if (refusal !== undefined) {
    return (
      <Button size="small" disabledReason={refusal}>
        Delete
      </Button>
    );
  }
  return (
    <ConfirmDialog
      trigger={<Button size="small">Delete</Button>}
      title={`Delete ${group.name}`}
      confirmLabel="Delete the group"
      isDangerous
      onConfirm={() => deleteGroupAction(group.id)}
    >
      Its people answer nothing in its name any more, requests that wait included. While the approval policy
      in force names it, it stays.
    </ConfirmDialog>
  );
}
