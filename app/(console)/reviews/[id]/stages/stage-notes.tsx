"use client";

import { FormDialog } from "#components/form/form-dialog.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { CampaignDefinition } from "#lib/reviews/campaign-definition.ts";
import { endStageAction } from "./actions.ts";
import type { StagesNow } from "./stages.ts";

interface Props {
  campaignId: string;
  stages: StagesNow;
  definition: CampaignDefinition;
}

/** What there is to do about the stages now, in one line each; nothing while all goes its way. */
export function StageNotes({ campaignId, stages, definition }: Props) {
  if (stages.state !== "running") return null;
  const nobody = stages.reviewers.find(({ person }) => person === null)?.items ?? 0;
  return (
    <>
      {stages.coming > 0 && (
        <Callout meaning="notice" title={`${count(stages.coming)} on the way to this stage`}>
          They are given to its reviewers. This goes on whether or not this page is open.
        </Callout>
      )}
      {nobody > 0 && (
        <Callout meaning="danger" title={`Nobody could be found for ${count(nobody)}`}>
          Whoever the review names left, gains by them, or has no role that may answer. As soon as somebody
          can be asked they are.
        </Callout>
      )}
      {stages.waiting === 0 && stages.coming === 0 && (
        <Callout
          meaning="good"
          title="Everything in this stage is answered"
          actions={
            !stages.isLast && <EndStage campaignId={campaignId} stages={stages} definition={definition} />
          }
        >
          {stages.isLast
            ? "An administrator can close the review."
            : "It can end now, so that the next one begins. Otherwise it ends by itself."}
        </Callout>
      )}
      {stages.isTimeUp && (
        <Callout meaning="warning" title={`Time is up, and ${count(stages.waiting)} without an answer`}>
          {afterwards(stages, definition)}
        </Callout>
      )}
    </>
  );
}

function EndStage({ campaignId, stages, definition }: Props) {
  const next = definition.stages[stages.stage];
  return (
    <FormDialog
      action={endStageAction}
      label="End this stage"
      variant="primary"
      disabledReason={stages.end === true ? undefined : stages.end}
      title="End this stage"
      description={
        next === undefined
          ? undefined
          : `“${next.name}” begins and lasts ${next.days === 1 ? "1 day" : `${next.days} days`}. ${TAKEN[next.takes]}`
      }
      submitLabel="End this stage"
    >
      <input type="hidden" name="campaignId" value={campaignId} />
      <input type="hidden" name="stage" value={stages.stage} />
    </FormDialog>
  );
}

const TAKEN = {
  all: "Everything is asked again, of its reviewers.",
  kept: "What is to stay is asked again, of its reviewers.",
  high_risk: "What is of high risk is asked again, of its reviewers.",
} as const;

function count(items: number): string {
  return items === 1 ? "1 item" : `${items.toLocaleString("en")} items`;
}

function afterwards({ escalations }: StagesNow, { overdue }: CampaignDefinition): string {
  const passed =
    overdue.escalateAfterDays === null || escalations >= 3
      ? ""
      : `Every ${overdue.escalateAfterDays === 1 ? "day" : `${overdue.escalateAfterDays} days`} it goes to the next in line: the backup owner, the owner's manager, an administrator. `;
  const closes =
    overdue.closeAfterDays === null
      ? "It does not close by itself: an administrator closes it."
      : `It closes by itself ${overdue.closeAfterDays === 1 ? "a day" : `${overdue.closeAfterDays} days`} after its end.`;
  return passed + closes;
}
