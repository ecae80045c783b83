"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { IDLE } from "#components/form/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { closeCampaignAction } from "./actions.ts";

interface Props {
  campaignId: string;
  name: string;
  removals: number;
  /** What stops working, for each kind that there is. */
  kinds: readonly string[];
  needsSecond: boolean;
  /** Whether there is anybody to ask. */
  hasSecond: boolean;
  /** What closing it now skips, which asks for a reason; null where it skips nothing. */
  skipped: string | null;
  allowed: true | string;
}

/** Begins to close the review, or asks a second person where it would cut too much. Wants its name typed. */
export function CloseButton(props: Props) {
  const { campaignId, name, removals, kinds, needsSecond, hasSecond, skipped, allowed } = props;
  const [reason, setReason] = useState("");
  const toast = useToast();
  const router = useRouter();
  const label = needsSecond ? "Ask to close it" : "Close the review";
  if (allowed !== true) return <Button disabledReason={allowed}>{label}</Button>;
  return (
    <ConfirmDialog
      title={needsSecond ? "Ask another administrator to close it" : "Close this review"}
      trigger={<Button variant="danger">{label}</Button>}
      confirmLabel={
        needsSecond ? "Ask" : removals === 0 ? "Close" : `Close and cut off ${removals.toLocaleString("en")}`
      }
      isDangerous
      nameToType={name}
      onConfirm={async () => {
        const form = new FormData();
        form.set("campaignId", campaignId);
        form.set("acknowledgedRemovals", String(removals));
        if (skipped !== null) form.set("reason", reason);
        const answer = await closeCampaignAction(IDLE, form);
        if (answer.status === "error") return answer.message;
        if (answer.status === "done") toast({ title: answer.message });
        router.refresh();
        return undefined;
      }}
    >
      <div className="grid gap-2">
        {removals === 0 ? (
          <p>Nothing is cut off, and nothing stops working.</p>
        ) : (
          <ul className="list-disc pl-4 text-ink">
            {kinds.map((kind) => (
              <li key={kind}>{kind}</li>
            ))}
          </ul>
        )}
        <p>
          {needsSecond
            ? "Nothing is cut off before another administrator has looked at the list and confirmed it."
            : "From then on nothing in it is answered. A closed review cannot be opened again."}
        </p>
        {needsSecond && !hasSecond && (
          <Callout meaning="warning" title="There is no other administrator">
            Nobody could confirm it. Make somebody an administrator in Settings first.
          </Callout>
        )}
        {skipped !== null && (
          <>
            <Callout meaning="warning" title="Something is skipped">
              {skipped}
            </Callout>
            <Textarea
              name="reason"
              label="Why it closes now"
              hint="Stands in its evidence and in the report."
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </>
        )}
      </div>
    </ConfirmDialog>
  );
}
