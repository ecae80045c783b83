import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { ProblemState } from "#app/problem-state.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { Callout } from "#components/ui/callout.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Status } from "#components/ui/status.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { Time } from "#components/ui/time.tsx";
import { ROW_STATES } from "#lib/bulk/model.ts";
import { type BulkChangePage, getBulkChange } from "#lib/bulk/queries/get-bulk-change.ts";
import { listBulkRows } from "#lib/bulk/queries/list-bulk-rows.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { RefreshWhileShown } from "../../[slug]/refresh-while.tsx";
import { doneCount, isUnderWay, outcomeInWords, ROW_LOOKS, STATE_LOOKS } from "../bulk-words.ts";
import { BulkButtons } from "./bulk-buttons.tsx";
import { BulkProgress } from "./bulk-progress.tsx";
import { BulkRowTable } from "./bulk-row-table.tsx";

export const metadata: Metadata = { title: "Bulk change" };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ outcome?: string; cursor?: string }>;
}

/** How far a bulk change is, and what became of each server. */
export default async function BulkChangePageView({ params, searchParams }: Props) {
  const [{ id }, { outcome, cursor }] = await Promise.all([params, searchParams]);
  if (!UUID.test(id)) notFound();
  const state = ROW_STATES.find((one) => one === outcome);
  const found = await answer((actor) =>
    Promise.all([
      getBulkChange(actor, { bulkChangeId: id }),
      listBulkRows(actor, { bulkChangeId: id, state, cursor }),
    ]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [change, page] = found.data;
  const href = (more: Record<string, string>) => `/servers/bulk/${id}?${new URLSearchParams(more)}`;
  const kept = state === undefined ? {} : { outcome: state };
  return (
    <>
      <PageHeader
        title={change.title}
        breadcrumbs={[
          { label: "Servers", href: "/servers" },
          { label: "Bulk changes", href: "/servers/bulk" },
        ]}
        sentence={sentence(change)}
        meta={<Meta change={change} now={pageTime()} />}
        actions={<BulkButtons change={change} />}
      />
      {isUnderWay(change) && <RefreshWhileShown />}
      {change.stateReason !== null && <Callout meaning="danger" title={change.stateReason} />}
      <BulkProgress change={change} />
      <div className="grid grid-cols-1 gap-4">
        <TabLinks
          label="Servers by outcome"
          tabs={[
            {
              label: "All",
              href: `/servers/bulk/${id}`,
              isCurrent: state === undefined,
              count: change.totalCount,
            },
            ...ROW_STATES.map((one) => ({
              label: ROW_LOOKS[one].words,
              href: href({ outcome: one }),
              isCurrent: state === one,
              count: countOf(change, one),
            })),
          ]}
        />
        <BulkRowTable
          rows={page.items}
          now={pageTime()}
          count={state === undefined ? change.totalCount : countOf(change, state)}
          firstHref={cursor === undefined ? undefined : href(kept)}
          nextHref={page.nextCursor === null ? undefined : href({ ...kept, cursor: page.nextCursor })}
          preferences={parseTablePreferences((await cookies()).get(tableCookie("bulk-rows"))?.value)}
        />
      </div>
    </>
  );
}

function Meta({ change, now }: { change: BulkChangePage; now: string }) {
  const { words, meaning } = STATE_LOOKS[change.state];
  return (
    <>
      <Status meaning={meaning}>{words}</Status>
      <span className="text-ink-muted">
        Asked by {change.askedBy.name} <Time at={change.askedAt} now={now} />
      </span>
    </>
  );
}

function sentence(change: BulkChangePage): string {
  if (!change.isGathered && isUnderWay(change)) return "Noting which servers match. Nothing is changed yet.";
  return isUnderWay(change)
    ? `${outcomeInWords(change)} so far. Leaving this page does not stop it.`
    : `${outcomeInWords(change)}.`;
}

function countOf(change: BulkChangePage, state: (typeof ROW_STATES)[number]): number {
  switch (state) {
    case "waiting":
      return change.totalCount - doneCount(change);
    case "changed":
      return change.changedCount;
    case "unchanged":
      return change.unchangedCount;
    case "refused":
      return change.refusedCount;
    case "failed":
      return change.failedCount;
  }
}
