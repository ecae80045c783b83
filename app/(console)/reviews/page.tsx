import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { ListNavigationProvider } from "#components/table/list-navigation.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { isPermitted, whoMay } from "#lib/kernel/permissions.ts";
import { listCampaigns } from "#lib/reviews/queries/list-campaigns.ts";
import { listMyReviewItems } from "#lib/reviews/queries/list-my-review-items.ts";
import { type SearchParams, toUrlSearch } from "../servers/read-list-search.ts";
import { CampaignTable } from "./campaign-table.tsx";
import { readReviewsSearch, reviewFilters, reviewsHref } from "./read-reviews-search.ts";
import { ReviewTabs } from "./review-tabs.tsx";

export const metadata: Metadata = { title: "Reviews" };

interface Props {
  searchParams: Promise<SearchParams>;
}

/** Every review with its progress, searched and filtered by the address, and the way to what waits for one's own answer. */
export default async function ReviewsPage({ searchParams }: Props) {
  const search = toUrlSearch(await searchParams);
  const { shown, question, isFiltered } = readReviewsSearch(search);
  const cursor = search.get("cursor") ?? undefined;
  const found = await answer((actor) =>
    Promise.all([listCampaigns(actor, { ...question, cursor }), listMyReviewItems(actor, { limit: 1 })]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [page, mine] = found.data;
  const [next] = mine.items;
  const canStart = isPermitted(found.actor, "campaign:manage");
  const preferences = parseTablePreferences((await cookies()).get(tableCookie("reviews"))?.value);
  return (
    <ListNavigationProvider>
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
        <ReviewTabs current={shown} />
        <CampaignTable
          state={shown}
          rows={page.items}
          isFiltered={isFiltered}
          filters={reviewFilters(shown)}
          q={question.q}
          now={pageTime()}
          total={{ ...page.total, isCapped: page.total.isEstimate, noun: ["review", "reviews"] }}
          firstHref={cursor === undefined ? undefined : reviewsHref(search, null)}
          nextHref={page.nextCursor === null ? undefined : reviewsHref(search, page.nextCursor)}
          canStart={canStart}
          preferences={preferences}
        />
      </div>
    </ListNavigationProvider>
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
