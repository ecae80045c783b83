"use client";

import { IDLE } from "#components/form/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { ReviewItemView } from "#lib/reviews/item-view.ts";
import { isRemoval } from "#lib/reviews/model.ts";
import { closeCampaignAction } from "../../actions.ts";
import { noResponseInWords, stopsInWords } from "../../item-words.ts";
import type { Campaign } from "../campaign.ts";

const SHOWN = 8;

/** Ends the review and carries out its answers. Says first what will stop working, and for how many. */
export function CloseReview({ campaign }: { campaign: Campaign }) {
  const toast = useToast();
  const { closing, server, allowed } = campaign;
  if (allowed.close !== true || closing === null) {
    const reason = allowed.close === true ? "This review is not running." : allowed.close;
    return <Button disabledReason={reason}>Close the review</Button>;
  }
  return (
    <ConfirmDialog
      title="Close this review"
      trigger={<Button variant="danger">Close the review</Button>}
      confirmLabel={closing.removals === 0 ? "Close" : `Close and end ${counted(closing.removals, "grant")}`}
      isDangerous
      nameToType={server?.name ?? campaign.name}
      onConfirm={async () => {
        const form = new FormData();
        form.set("campaignId", campaign.id);
        form.set("acknowledgedRemovals", String(closing.removals));
        const answer = await closeCampaignAction(IDLE, form);
        if (answer.status === "error") return answer.message;
        toast({ title: answer.status === "done" ? answer.message : "The review is being closed" });
        return undefined;
      }}
    >
      <Effect campaign={campaign} />
    </ConfirmDialog>
  );
}

function Effect({ campaign }: { campaign: Campaign }) {
  const { totals, server } = campaign;
  const { noResponse } = campaign.definition;
  const ending = campaign.items.filter((item) => ends(item, noResponse));
  return (
    <div className="grid gap-2">
      {ending.length === 0 ? (
        <p>No grant ends. Nothing stops working.</p>
      ) : (
        <>
          <p>
            {counted(ending.length, "grant")}
            {server !== null && ` of ${server.name}`} will end at once, and this stops working:
          </p>
          <ul className="list-disc pl-4 text-ink">
            {ending.slice(0, SHOWN).map((item) => (
              <li key={item.id} className="[overflow-wrap:anywhere]">
                {stopsInWords(item.facts, item.server.name)}
                {item.decision === "undecided" && (
                  <span className="text-ink-muted"> Nobody answered for it.</span>
                )}
              </li>
            ))}
            {ending.length > SHOWN && <li>and {ending.length - SHOWN} more</li>}
          </ul>
        </>
      )}
      {totals.unanswered > 0 && (
        <p>
          {counted(totals.unanswered, "item")} without an answer will be recorded as “no response” and{" "}
          {noResponseInWords(noResponse)}.
        </p>
      )}
      <p>A closed review cannot be opened again.</p>
    </div>
  );
}

function ends(item: ReviewItemView, noResponse: Campaign["definition"]["noResponse"]): boolean {
  if (item.statusNow === "revoked") return false;
  return isRemoval(item, noResponse);
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
