"use client";

import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { endAbsenceAction } from "./away-actions.ts";

/** Ends an absence, after saying what that does. */
export function EndAbsenceButton({
  person,
  isOwn,
}: {
  person: { id: string; name: string };
  isOwn: boolean;
}) {
  return (
    <ConfirmDialog
      trigger={<Button size="small">End</Button>}
      title={isOwn ? "End your absence" : `End the absence of ${person.name}`}
      confirmLabel="End it now"
      onConfirm={() => endAbsenceAction(person.id)}
    >
      The delegate answers for nobody from now on. What they have answered stays.
    </ConfirmDialog>
  );
}
