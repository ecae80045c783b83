import { Progress } from "#components/ui/progress.tsx";
import type { BulkChangePage } from "#lib/bulk/queries/get-bulk-change.ts";
import { doneCount, isUnderWay, STATE_LOOKS } from "../bulk-words.ts";

/** How far it is, said aloud at the end only. */
export function BulkProgress({ change }: { change: BulkChangePage }) {
  return (
    <div>
      {change.isGathered ? (
        <Progress label="Servers looked at" done={doneCount(change)} total={change.totalCount} />
      ) : (
        isUnderWay(change) && (
          <Progress
            label="Servers noted"
            done={change.totalCount}
            total={Math.max(change.shownCount, change.totalCount)}
          />
        )
      )}
      <span role="status" className="sr-only">
        {!isUnderWay(change) && STATE_LOOKS[change.state].words}
      </span>
    </div>
  );
}
