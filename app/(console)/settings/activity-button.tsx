"use client";

import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { setActiveAction } from "./actions.ts";

/** Ends or restores a person's access. */
export function ActivityButton(props: {
  person: { id: string; name: string; isActive: boolean };
  refusal: string | undefined;
}) {
  const { person, refusal } = props;
  const label = person.isActive ? "Deactivate" : "Reactivate";
  if (refusal !== undefined) {
    return (
      <Button size="small" disabledReason={refusal}>
        {label}
      </Button>
    );
  }
  return (
    <ConfirmDialog
      trigger={<Button size="small">{label}</Button>}
      title={`${label} ${person.name}`}
      confirmLabel={label}
      isDangerous={person.isActive}
      onConfirm={() => setActiveAction(person.id, !person.isActive)}
    >
      {person.isActive
        ? "Their sessions end at once and tokens they made stop working. What they own stays theirs until somebody else is named."
        : "They can sign in again, with the roles they had."}
    </ConfirmDialog>
  );
}
