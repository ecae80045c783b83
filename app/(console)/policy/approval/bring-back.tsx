import { FormDialog } from "#components/form/form-dialog.tsx";
import { draftPolicyAction } from "./actions.ts";

/** Opens a draft with the rules of an earlier version, 0 being what Steward starts with. */
export function BringBack(props: {
  number: number;
  /** In a list of versions. */
  isSmall?: boolean;
  /** Why no change can be begun now. */
  refusal: string | undefined;
}) {
  return (
    <FormDialog
      action={draftPolicyAction}
      label="Bring back"
      {...(props.isSmall ? { buttonSize: "small" as const } : {})}
      size="small"
      title={props.number === 0 ? "Bring back the starting policy" : `Bring back version ${props.number}`}
      description="A draft with its rules opens. It takes effect when a second person approves it, as any change."
      submitLabel="Open the draft"
      disabledReason={props.refusal}
    >
      <input type="hidden" name="from" value={props.number} />
    </FormDialog>
  );
}
