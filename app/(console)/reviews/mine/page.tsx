import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { listMyReviews } from "#lib/reviews/queries/list-my-reviews.ts";
import { ReviewTabs } from "../review-tabs.tsx";
import { type MyReview, MyTable } from "./my-table.tsx";

export const metadata: Metadata = { title: "My reviews" };

interface Props {
  searchParams: Promise<{ cursor?: string }>;
}

/** What one answers for, across reviews: what is left, and what is done. */
export default async function MyReviewsPage({ searchParams }: Props) {
  const { cursor } = await searchParams;
  const found = await answer((actor) =>
    Promise.all([listMyReviews(actor, { which: "to_do" }), listMyReviews(actor, { which: "done", cursor })]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [toDo, done] = found.data;
  const now = pageTime();
  return (
    <>
      <PageHeader title="My reviews" sentence={sentence(toDo.items)} />
      <div className="grid grid-cols-1 gap-4">
        <ReviewTabs current="mine" />
        <h2 className="text-title">To do</h2>
        <MyTable which="to_do" rows={toDo.items} hasMore={toDo.hasMore} now={now} />
        <h2 className="pt-2 text-title">Done</h2>
        <MyTable
          which="done"
          rows={done.items}
          hasMore={false}
          now={now}
          firstHref={cursor === undefined ? undefined : "/reviews/mine"}
          nextHref={
            done.nextCursor === null
              ? undefined
              : `/reviews/mine?${new URLSearchParams({ cursor: done.nextCursor })}`
          }
        />
      </div>
    </>
  );
}

function sentence(toDo: readonly MyReview[]): string {
  const open = toDo.reduce((sum, { open }) => sum + open, 0);
  if (open === 0) return "Nothing waits for your answer.";
  const high = toDo.reduce((sum, { openHigh }) => sum + openHigh, 0);
  const late = toDo.filter(({ isLate }) => isLate).length;
  const things = open === 1 ? "One thing waits" : `${open.toLocaleString("en")} things wait`;
  const ofHigh = high === 0 ? "" : `, ${high.toLocaleString("en")} of high risk`;
  const isLate = late === 0 ? "" : `; ${late === 1 ? "one review is" : `${late} reviews are`} late`;
  return `${things} for your answer${ofHigh}${isLate}.`;
}
