import { ProblemState } from "#app/problem-state.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { getCampaignBeforeRun } from "#lib/reviews/queries/get-campaign-before-run.ts";
import type { CampaignHead } from "../campaign.ts";
import { ReviewFrame } from "../review-frame.tsx";
import { BeforeRunActions } from "./before-run-actions.tsx";
import { Draft } from "./draft.tsx";
import { Staged } from "./staged.tsx";

/** A review that nobody is asked in yet. */
export async function BeforeRun({ campaign }: { campaign: CampaignHead }) {
  const found = await answer((actor) => getCampaignBeforeRun(actor, { campaignId: campaign.id }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const before = found.data;
  const now = pageTime();
  return (
    <ReviewFrame
      campaign={campaign}
      path=""
      now={now}
      actions={<BeforeRunActions campaign={campaign} before={before} />}
    >
      {campaign.state === "discarded" ? (
        <EmptyState title="This review was given up">
          It was discarded before anybody was asked. What it was to ask stays on record.
        </EmptyState>
      ) : campaign.state === "staged" ? (
        <Staged campaign={campaign} before={before} now={now} />
      ) : (
        <Draft campaign={campaign} before={before} />
      )}
    </ReviewFrame>
  );
}
