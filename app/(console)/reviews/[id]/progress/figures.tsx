import { Meter } from "#components/ui/meter.tsx";
import { Card } from "#components/ui/section.tsx";
import { StatTile } from "#components/ui/stat-tile.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CampaignProgress } from "./progress.ts";

interface Props {
  campaignId: string;
  progress: CampaignProgress;
  now: string;
}

/** What is answered, what waits, what is late, and where the pace leads; each a link to what makes it. */
export function Figures({ campaignId, progress, now }: Props) {
  const { items, answered, open, openHigh, unanswered, isLate, perDay, reviewers } = progress;
  const waiting = `/reviews/${campaignId}/items?waits=true`;
  return (
    <div className="grid grid-cols-1 gap-4">
      <Card>
        <Meter label="Answered" value={answered} total={items} meaning={open === 0 ? "good" : "notice"} />
        {unanswered > 0 && (
          <p className="pt-2 text-ink-muted">
            {`${unanswered.toLocaleString("en")} without an answer ${unanswered === 1 ? "waits" : "wait"} for nobody any more.`}
          </p>
        )}
      </Card>
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <StatTile
          label="Waiting"
          figure={open.toLocaleString("en")}
          href={waiting}
          {...(isLate ? { meaning: "warning", detail: "Their time is up" } : {})}
        />
        <StatTile
          label="Waiting, high risk"
          figure={openHigh.toLocaleString("en")}
          href={`${waiting}&risk=high`}
        />
        <StatTile
          label="Reviewers with some left"
          figure={reviewers.withOpen.toLocaleString("en")}
          href={`/reviews/${campaignId}/progress#reviewers`}
          detail={`of ${reviewers.all.toLocaleString("en")}`}
        />
        <StatTile
          label="Answers a day"
          figure={rounded(perDay)}
          href={`/reviews/${campaignId}/items`}
          {...paceDetail(progress, now)}
        />
      </div>
    </div>
  );
}

/** At this pace it ends in time, too late, or not at all. */
function paceDetail({ open, perDay, doneAt, stageEndsAt, isLate }: CampaignProgress, now: string) {
  if (open === 0) return { meaning: "good" as const, detail: "Nothing waits" };
  if (perDay === 0) return { detail: "Nobody answered in the last seven days" };
  if (doneAt === null) return {};
  const isInTime = !isLate && (stageEndsAt === null || doneAt <= stageEndsAt);
  const detail = (
    <span>
      Done <Time at={doneAt} now={now} /> at this pace
    </span>
  );
  return isInTime ? { detail } : { meaning: "warning" as const, detail };
}

function rounded(perDay: number): string {
  return perDay >= 10 || perDay === 0
    ? Math.round(perDay).toLocaleString("en")
    : perDay.toLocaleString("en", { maximumFractionDigits: 1 });
}
