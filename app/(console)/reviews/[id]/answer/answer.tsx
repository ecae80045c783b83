import type { ServerFinding } from "#lib/policy/queries/get-server-findings.ts";
import type { Campaign } from "../campaign.ts";
import { RecordTable } from "../over/record-table.tsx";
import { ReviewProgress } from "./review-progress.tsx";
import { Workspace } from "./workspace.tsx";

interface Props {
  campaign: Campaign;
  findings: readonly ServerFinding[];
  now: string;
}

/** A running review is worked like mail; on paper it is a record. */
export function Answer({ campaign, findings, now }: Props) {
  return (
    <>
      <ReviewProgress campaign={campaign} />
      <Workspace campaign={campaign} findings={findings} now={now} />
      <div className="hidden print:block">
        <RecordTable campaign={campaign} />
      </div>
    </>
  );
}
