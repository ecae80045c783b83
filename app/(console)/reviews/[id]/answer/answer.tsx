import { ProblemState } from "#app/problem-state.tsx";
import { ReadableRequests } from "#app/readable-requests.tsx";
import { ListNavigationProvider } from "#components/table/list-navigation.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { answer } from "#lib/doors/page.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { paceWords } from "#lib/policy/approval/review-words.ts";
import { getReviewItem } from "#lib/reviews/queries/get-review-item.ts";
import { getReviewWork } from "#lib/reviews/queries/get-review-work.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import type { SearchParams } from "../../../servers/read-list-search.ts";
import type { CampaignHead } from "../campaign.ts";
import { firstOpen } from "./neighbours.ts";
import { answerFilters, answerHref, readAnswerSearch, type Shown } from "./read-answer-search.ts";
import { ReviewProgress } from "./review-progress.tsx";
import { toWorkRow } from "./work-row.ts";
import { Workspace } from "./workspace.tsx";

interface Props {
  campaign: CampaignHead;
  params: SearchParams;
  now: string;
}

/** A running review is worked like mail, a page of its items at a time; on paper it is the list. */
export async function Answer({ campaign, params, now }: Props) {
  const found = await answer((actor) => gather(actor, campaign.id, params));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { search, work, page, chosen } = found.data;
  return (
    <ReadableRequests of={[chosen?.facts.request?.id, ...page.items.map(({ facts }) => facts.request?.id)]}>
      <ReviewProgress campaign={campaign} work={work} />
      <ListNavigationProvider>
        {work.items > 0 && (
          <Parts shown={search.shown} work={work} population={campaign.population.count ?? 0} />
        )}
        <Workspace
          campaignId={campaign.id}
          rows={page.items.map(toWorkRow)}
          first={chosen}
          list={{
            total: page.total,
            filters: answerFilters(search.shown),
            q: search.filter.q,
            kinds: search.filter.kind,
            isFiltered: search.isFiltered,
            shown: search.shown,
            together: search.shown === "waiting" && canHoldLow(search.filter.risk) ? work.together : 0,
            nextHref:
              page.nextCursor === null ? null : answerHref(params, { cursor: page.nextCursor, item: null }),
            firstHref: search.cursor === undefined ? null : answerHref(params, { cursor: null, item: null }),
          }}
          pace={work.items > 0 ? paceWords(work.pace) : []}
          now={now}
        />
      </ListNavigationProvider>
    </ReadableRequests>
  );
}

async function gather(actor: PersonActor, campaignId: string, params: SearchParams) {
  const before = readAnswerSearch(params, true);
  const { kind, q } = before.filter;
  const work = await getReviewWork(actor, { campaignId, kind, q });
  const search = readAnswerSearch(params, work.items > 0);
  const { filter, whose, waits, decision, cursor } = search;
  const page = await listReviewItems(actor, {
    campaignId,
    ...filter,
    whose,
    waits,
    decision,
    cursor,
  });
  const itemId = search.itemId ?? firstOpen(page.items.map(toWorkRow))?.id;
  const chosen = itemId === undefined ? null : await getReviewItem(actor, { itemId });
  return { search, work, page, chosen: chosen?.campaign.id === campaignId ? chosen : null };
}

function canHoldLow(risks: readonly string[]): boolean {
  return risks.length === 0 || risks.includes("low");
}

function Parts(props: { shown: Shown; work: { answered: number; open: number }; population: number }) {
  const { shown, work, population } = props;
  return (
    <TabLinks
      label="Parts of this review"
      tabs={[
        { label: "Waiting for you", href: "?show=waiting", isCurrent: shown === "waiting", count: work.open },
        {
          label: "Answered by you",
          href: "?show=answered",
          isCurrent: shown === "answered",
          count: work.answered,
        },
        { label: "Everybody’s", href: "?show=all", isCurrent: shown === "all", count: population },
      ]}
    />
  );
}
