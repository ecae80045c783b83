"use client";

import { Form } from "#components/form/form.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { commentOnRequestAction } from "../discussion-actions.ts";

/** Says something for everybody who sees the request, without deciding. */
export function CommentForm({ requestId, allowed }: { requestId: string; allowed: true | string }) {
  if (allowed !== true) {
    return (
      <div className="mt-3 print:hidden">
        <Button disabledReason={allowed}>Comment</Button>
      </div>
    );
  }
  return (
    <Form
      action={commentOnRequestAction}
      aria-label="Comment"
      resetsOnDone
      className="mt-4 max-w-prose gap-2 print:hidden"
    >
      <input type="hidden" name="requestId" value={requestId} />
      <Textarea
        name="comment"
        label="Comment"
        hint="It decides nothing, and cannot be changed afterwards."
        rows={2}
        maxLength={2000}
      />
      <div>
        <SubmitButton variant="secondary">Comment</SubmitButton>
      </div>
    </Form>
  );
}
