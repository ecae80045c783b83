import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ProblemState } from "#app/problem-state.tsx";
import { DayBars } from "#components/chart/day-bars.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Section } from "#components/ui/section.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { getCampaignProgress } from "#lib/reviews/queries/get-campaign-progress.ts";
import { findHead } from "../find-head.ts";
import { ReviewFrame } from "../review-frame.tsx";
import { Figures } from "./figures.tsx";
import { Parts } from "./parts.tsx";
import type { CampaignProgress } from "./progress.ts";
import { ReviewerTable } from "./reviewer-table.tsx";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ cursor?: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await findHead((await params).id);
  return { title: found.ok ? `Progress of ${found.data.name}` : "Review" };
}

/** How a review is coming along: by reviewer, team and risk, what is late, and at which pace it is answered. */
export default async function ProgressPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { cursor } = await searchParams;
  const head = await findHead(id);
  if (!head.ok) {
    if (head.problem.code === "invalid") notFound();
    return <ProblemState problem={head.problem} />;
  }
  const found = await answer((actor) => getCampaignProgress(actor, { campaignId: id, cursor }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const progress = found.data;
  const now = pageTime();
  const page = `/reviews/${id}/progress`;
  const { nextCursor } = progress.reviewers;
  return (
    <ReviewFrame campaign={head.data} path="progress" now={now}>
      {progress.items === 0 ? (
        <EmptyState title="Nothing to follow yet">
          What it asks about is gathered when it is staged. From then on this page says who is to answer what.
        </EmptyState>
      ) : (
        <div className="grid grid-cols-1 gap-4">
          <Figures campaignId={id} progress={progress} now={now} />
          <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
            <Days progress={progress} />
            <Parts campaignId={id} progress={progress} />
          </div>
          <ReviewerTable
            campaignId={id}
            rows={progress.reviewers.items}
            total={progress.reviewers.all}
            now={now}
            firstHref={cursor === undefined ? undefined : page}
            nextHref={
              nextCursor === null ? undefined : `${page}?${new URLSearchParams({ cursor: nextCursor })}`
            }
          />
        </div>
      )}
    </ReviewFrame>
  );
}

function Days({ progress: { days, given } }: { progress: CampaignProgress }) {
  return (
    <Section title="Answers per day" description={givenInWords(given)}>
      {days.length === 0 ? (
        <p className="text-ink-muted">Nobody has answered yet.</p>
      ) : (
        <DayBars
          label="Answers per day"
          figure="Answers"
          days={days.map(({ day, answers }) => ({ day, count: answers }))}
        />
      )}
    </Section>
  );
}

function givenInWords({ answers, hasty, inBulk }: CampaignProgress["given"]): string {
  if (answers === 0) return "An answer that replaces another counts again.";
  const parts = [`${answers.toLocaleString("en")} given`];
  if (inBulk > 0) parts.push(`${inBulk.toLocaleString("en")} of them together, where the risk is low`);
  if (hasty > 0) parts.push(`${hasty.toLocaleString("en")} faster than the policy finds plausible`);
  return `${parts.join("; ")}. An answer that replaces another counts again.`;
}
