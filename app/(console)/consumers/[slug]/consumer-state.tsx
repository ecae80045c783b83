import { CircleSlash, RotateCcw } from "lucide-react";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ConsumerPage } from "#lib/inventory/queries/get-consumer.ts";
import { deactivateConsumerAction, reactivateConsumerAction } from "../actions.ts";

interface Props {
  consumer: ConsumerPage;
  /** How much access is in force now. */
  openGrants: { count: number; isEstimate: boolean };
}

/** Puts a consumer out of use, or back into it. */
export function ConsumerState({ consumer, openGrants }: Props) {
  const { allowed, name, state } = consumer;
  const carried = (
    <>
      <input type="hidden" name="consumerId" value={consumer.id} />
      <input type="hidden" name="version" value={consumer.version} />
    </>
  );
  if (state === "inactive") {
    return (
      // A dialog of its own: left open, it would turn into the other one when the state changes.
      <FormDialog
        key="reactivate"
        action={reactivateConsumerAction}
        label="Reactivate"
        icon={<RotateCcw aria-hidden="true" />}
        disabledReason={allowed.reactivate === true ? undefined : allowed.reactivate}
        title={`Reactivate ${name}`}
        description={`${accesses(openGrants)} in force again with it. What was revoked stays revoked.`}
        size="small"
        submitLabel="Reactivate"
      >
        {carried}
      </FormDialog>
    );
  }
  return (
    <FormDialog
      key="deactivate"
      action={deactivateConsumerAction}
      label="Deactivate"
      icon={<CircleSlash aria-hidden="true" />}
      disabledReason={allowed.deactivate === true ? undefined : allowed.deactivate}
      title={`Deactivate ${name}`}
      description="Every decision about it is no from then on, and nothing can be asked for it until it is reactivated."
      size="small"
      submitLabel="Deactivate"
      isDangerous
    >
      {carried}
      <Textarea name="reason" label="Reason" hint="Auditors read it." />
      <Checkbox
        name="endGrants"
        label="Revoke its access for good"
        hint={`${accesses(openGrants)} in force now. Unless revoked, it counts again once the consumer is reactivated.`}
        defaultChecked
      />
    </FormDialog>
  );
}

function accesses({ count, isEstimate }: Props["openGrants"]): string {
  if (count === 0) return "No access is";
  if (count === 1) return "Access to 1 server is";
  return `Access to ${count.toLocaleString("en")}${isEstimate ? "+" : ""} servers is`;
}
