import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { listAskedChanges } from "#lib/reviews/queries/list-asked-changes.ts";
import { listMyReviews } from "#lib/reviews/queries/list-my-reviews.ts";
import { AskedChanges } from "../asked-changes.tsx";
import { ReviewTabs } from "../review-tabs.tsx";
import { TitledList } from "../titled-list.tsx";
import { type MyReview, MyTable } from "./my-table.tsx";

export const metadata: Metadata = { title: "My reviews" };

interface Props {
  searchParams: Promise<{ cursor?: string }>;
}

/** What one answers for, across reviews: what is left, and what is done. */
export default async function MyReviewsPage({ searchParams }: Props) {
  const { cursor } = await searchParams;
  const found = await answer((actor) =>
    Promise.all([
      listMyReviews(actor, { which: "to_do" }),
      listMyReviews(actor, { which: "done", cursor }),
      listAskedChanges(actor, { whose: "mine", state: "open" }),
    ]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [toDo, done, changes] = found.data;
  const now = pageTime();
  return (
    <>
      <PageHeader title="My reviews" sentence={sentence(toDo.items)} />
      <div className="grid grid-cols-1 gap-4">
        <ReviewTabs current="mine" />
        <TitledList title="To do">
          <MyTable which="to_do" rows={toDo.items} hasMore={toDo.hasMore} now={now} />
        </TitledList>
        {changes.items.length > 0 && (
          <Section
            id="changes"
            title="Changes that reviews ask of you"
            description={`On servers that you answer for, until they are done or declined.${changes.nextCursor === null ? "" : ` The first ${changes.items.length}; answer these, and the next are here.`}`}
            flush
          >
            <AskedChanges changes={changes.items} on="mine" now={now} />
          </Section>
        )}
        <TitledList title="Done">
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
        </TitledList>
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
