"use client";

import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { disallowCommandAction } from "./actions.ts";

/** Takes back that a command may run. */
export function DisallowCommandButton(props: {
  commandDigest: string;
  line: string;
  refusal: string | undefined;
}) {
  if (props.refusal !== undefined) {
    return (
      <Button size="small" disabledReason={props.refusal}>
        Disallow
      </Button>
    );
  }
  return (
    <ConfirmDialog
      trigger={<Button size="small">Disallow</Button>}
      title="Disallow this command"
      confirmLabel="Disallow"
      isDangerous
      onConfirm={() => disallowCommandAction(props.commandDigest)}
    >
      Steward no longer runs <code className="[overflow-wrap:anywhere]">{props.line}</code>. Servers with this
      command are not asked any more, so changes of their tools are not seen; what is known of them stays.
    </ConfirmDialog>
  );
}
