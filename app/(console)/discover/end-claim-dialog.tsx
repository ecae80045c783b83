import { FormDialog } from "#components/form/form-dialog.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { endClaimAction } from "./actions.ts";

/** Withdraws one's own claim, or declines somebody else's, with a reason. */
export function EndClaimDialog({ candidateId, isOwn }: { candidateId: string; isOwn: boolean }) {
  return (
    <FormDialog
      action={endClaimAction}
      label={isOwn ? "Withdraw" : "Decline the claim"}
      buttonSize="small"
      title={isOwn ? "Withdraw your claim?" : "Decline the claim?"}
      description={isOwn ? "Somebody else may claim it then." : "Whoever claimed it is told."}
      size="small"
      submitLabel={isOwn ? "Withdraw" : "Decline"}
    >
      <input type="hidden" name="candidateId" value={candidateId} />
      <Textarea name="reason" label="Why" rows={2} />
    </FormDialog>
  );
}
