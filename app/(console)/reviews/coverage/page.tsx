import { Download } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { parseSort } from "#components/table/column.ts";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { Button } from "#components/ui/button.tsx";
import { buttonLook } from "#components/ui/button-look.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { getReviewSuspension } from "#lib/grants/queries/get-review-suspension.ts";
import { countReviewCoverage, type ReviewCoverage } from "#lib/inventory/queries/count-review-coverage.ts";
import { getFilterNames } from "#lib/inventory/queries/get-filter-names.ts";
import { listReviewCoverage } from "#lib/inventory/queries/list-review-coverage.ts";
import { isPermitted, whoMay } from "#lib/kernel/permissions.ts";
import { IgnoredNotice } from "../../servers/ignored-notice.tsx";
import { type ListSearch, readListSearch, type SearchParams } from "../../servers/read-list-search.ts";
import { SERVER_FILTERS } from "../../servers/server-filters.ts";
import { ReviewTabs } from "../review-tabs.tsx";
import { CoverageFigures } from "./coverage-figures.tsx";
import { CoverageTable } from "./coverage-table.tsx";
import { SuspensionCallout } from "./suspension-callout.tsx";

export const metadata: Metadata = { title: "Review coverage" };

const FILTERS = SERVER_FILTERS.filter(({ param }) =>
  ["environment", "criticality", "impact", "team", "ownerId", "review", "lastReview", "is", "state"].includes(
    param,
  ),
);

/** For auditors: which servers were last reviewed when, against the cadence that the policy asks for. */
export default async function CoveragePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const asked = readListSearch(params);
  const sort = params.sort === undefined ? ("next_review" as const) : asked.input.sort;
  const found = await answer(async (actor) => {
    const [coverage, page, names, suspension] = await Promise.all([
      countReviewCoverage(actor, {}),
      listReviewCoverage(actor, { ...asked.input, sort, cursor: asked.cursor }),
      getFilterNames(actor, asked.input),
      getReviewSuspension(actor, {}),
    ]);
    return { coverage, page, names, suspension };
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { coverage, page, names, suspension } = found.data;
  const taken = new URLSearchParams(asked.search);
  taken.set("sort", sort);
  return (
    <>
      <PageHeader
        title="Reviews"
        sentence={sentence(coverage)}
        actions={
          <>
            <LinkButton href="/policy#reviews">How often</LinkButton>
            <a href={`/servers/export.csv?${taken}`} download className={buttonLook()}>
              <Download aria-hidden="true" />
              Export CSV
            </a>
            <ReviewOverdue
              overdue={coverage.overdue}
              canStart={isPermitted(found.actor, "campaign:manage")}
            />
          </>
        }
      />
      <div className="grid grid-cols-1 gap-4">
        <ReviewTabs current="coverage" />
        {suspension !== null && <SuspensionCallout asked={suspension} now={pageTime()} />}
        <CoverageFigures coverage={coverage} />
        <IgnoredNotice ignored={asked.ignored} href={hrefWith(asked, null)} />
        <CoverageTable
          rows={page.items}
          search={asked.search}
          sort={parseSort(sort)}
          filters={FILTERS}
          names={names}
          now={pageTime()}
          total={{ ...page.total, isCapped: page.total.isEstimate, noun: ["server", "servers"] }}
          firstHref={asked.cursor === undefined ? undefined : hrefWith(asked, null)}
          nextHref={page.nextCursor === null ? undefined : hrefWith(asked, page.nextCursor)}
          preferences={parseTablePreferences((await cookies()).get(tableCookie("review-coverage"))?.value)}
          isFiltered={asked.isFiltered}
        />
      </div>
    </>
  );
}

/** Leads to a review of every overdue server, as a draft. */
function ReviewOverdue({ overdue, canStart }: { overdue: number; canStart: boolean }) {
  const label = "Review what is overdue";
  if (!canStart) {
    return <Button disabledReason={`Only ${whoMay("campaign:manage")} start reviews.`}>{label}</Button>;
  }
  if (overdue === 0) return <Button disabledReason="No server is overdue.">{label}</Button>;
  return (
    <LinkButton href="/reviews/new?review=overdue" variant="primary">
      {label}
    </LinkButton>
  );
}

function sentence({ inUse, overdue, suspendAfterDays }: ReviewCoverage): string {
  if (inUse === 0) return "No server is in use yet.";
  const late =
    overdue === 0
      ? "Every server in use was reviewed, or is to be, within the cadence of the policy."
      : `${overdue.toLocaleString("en")} of ${inUse.toLocaleString("en")} servers in use ${overdue === 1 ? "is" : "are"} past the day that the policy asks for.`;
  if (overdue === 0 || suspendAfterDays === null) return late;
  return `${late} After ${suspendAfterDays} days their high-impact grants are suspended.`;
}

function hrefWith({ search }: ListSearch, cursor: string | null): string {
  const next = new URLSearchParams(search);
  if (cursor !== null) next.set("cursor", cursor);
  return next.size === 0 ? "/reviews/coverage" : `/reviews/coverage?${next}`;
}
