import { FormDialog } from "#components/form/form-dialog.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";
import { repairRequestAction } from "../actions.ts";

/** Said where too few of those whom it was asked of can still answer, with the way on for an administrator. */
export function StuckCallout({ request }: { request: RequestView }) {
  if (request.repair === null) return null;
  return (
    <Callout
      meaning="danger"
      title="Too few of the people it was asked of can still answer"
      actions={
        <FormDialog
          action={repairRequestAction}
          label="Ask whoever fits now"
          size="small"
          title="Ask whoever fits now"
          description="The same stages, with today's holders of their roles and members of their groups. You do not decide on it yourself."
          submitLabel="Ask them"
          disabledReason={request.repair === true ? undefined : request.repair}
        >
          {request.stagesThatAskYou.length > 0 && (
            <Callout
              meaning="warning"
              title={`You are asked yourself: ${request.stagesThatAskYou.map((name) => `“${name}”`).join(", ")}`}
            >
              After this you answer nothing of it, so one more has to be found. Where you could answer, let
              another administrator do this.
            </Callout>
          )}
          <input type="hidden" name="requestId" value={request.id} />
          <Textarea name="reason" label="Why" placeholder="The only approver has left." />
        </FormDialog>
      }
    >
      <p>
        They left, lost the role, or would gain by it now. An administrator asks others, without deciding.
      </p>
      {request.repair !== true && <p>{request.repair}</p>}
    </Callout>
  );
}
