import { RotateCcw } from "lucide-react";
import { FormDialog } from "#components/form/form-dialog.tsx";
import type { CampaignHead } from "../[id]/campaign.ts";
import { restartCampaignAction } from "./actions.ts";
import { countedInWords } from "./subject-words.ts";

/** Offers a next iteration of a closed review that left something unanswered; nothing where there is nothing to ask. */
export function AskAgain({ campaign: { id, state, totals } }: { campaign: CampaignHead }) {
  if ((state !== "closed" && state !== "signed") || totals.unanswered === 0) return null;
  const items = countedInWords(totals.unanswered, "item", "items");
  return (
    <FormDialog
      action={restartCampaignAction}
      label="Ask again"
      icon={<RotateCcw aria-hidden="true" />}
      title="Ask again what nobody answered"
      submitLabel="Draft it"
      size="small"
    >
      <input type="hidden" name="campaignId" value={id} />
      <p className="text-ink-muted text-pretty">
        Nobody answered {items}. A new draft asks the same people about those that still stand. This review
        stays as it is, and the new one leads back to it.
      </p>
    </FormDialog>
  );
}
