import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { isPermitted, whoMay } from "#lib/kernel/permissions.ts";
import { listCampaigns } from "#lib/reviews/queries/list-campaigns.ts";
import { listMyReviewItems } from "#lib/reviews/queries/list-my-review-items.ts";
import { CampaignTable } from "./campaign-table.tsx";
import { ReviewTabs } from "./review-tabs.tsx";

export const metadata: Metadata = { title: "Reviews" };

interface Props {
  searchParams: Promise<{ state?: string; cursor?: string }>;
}

/** Every review with its progress, and the way to what waits for one's own answer. */
export default async function ReviewsPage({ searchParams }: Props) {
  const { state: wanted, cursor } = await searchParams;
  const state = wanted === "closed" ? "closed" : "running";
  const found = await answer((actor) =>
    Promise.all([listCampaigns(actor, { state, cursor }), listMyReviewItems(actor, { limit: 1 })]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [page, mine] = found.data;
  const [next] = mine.items;
  const canStart = isPermitted(found.actor, "campaign:manage");
  const preferences = parseTablePreferences((await cookies()).get(tableCookie("reviews"))?.value);
  return (
    <>
      <PageHeader
        title="Reviews"
        sentence={sentence(mine.total.count)}
        actions={
          <>
            {next !== undefined && (
              <LinkButton
                href={`/reviews/${next.campaign.id}?item=${next.id}`}
                variant={canStart ? "secondary" : "primary"}
              >
                Answer what waits for you
              </LinkButton>
            )}
            <StartButton canStart={canStart} />
          </>
        }
      />
      <div className="grid grid-cols-1 gap-4">
        <ReviewTabs current={state} />
        <CampaignTable
          state={state}
          rows={page.items}
          now={pageTime()}
          total={page.total}
          nextHref={page.nextCursor === null ? null : nextHref(state, page.nextCursor)}
          canStart={canStart}
          preferences={preferences}
        />
      </div>
    </>
  );
}

function StartButton({ canStart }: { canStart: boolean }) {
  if (canStart) {
    return (
      <LinkButton href="/reviews/new" variant="primary">
        Start a review
      </LinkButton>
    );
  }
  return <Button disabledReason={`Only ${whoMay("campaign:manage")} start reviews.`}>Start a review</Button>;
}

function sentence(waiting: number): string {
  if (waiting === 0) return "Nothing waits for your answer.";
  if (waiting === 1) return "One thing waits for your answer: is it still right?";
  return `${waiting.toLocaleString("en")} things wait for your answer: are they still right?`;
}

function nextHref(state: string, cursor: string): string {
  return `/reviews?${new URLSearchParams({ state, cursor })}`;
}
