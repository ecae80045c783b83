import { Download } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { ProblemState } from "#app/problem-state.tsx";
import { ReadableRequests } from "#app/readable-requests.tsx";
import type { FilterField } from "#components/table/filters.ts";
import { ListNavigationProvider } from "#components/table/list-navigation.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { buttonLook } from "#components/ui/button-look.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import type { ReviewItemView } from "#lib/reviews/item-view.ts";
import { getCampaignProgress } from "#lib/reviews/queries/get-campaign-progress.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import { type SearchParams, toUrlSearch } from "../../../servers/read-list-search.ts";
import { findHead } from "../find-head.ts";
import { ReviewFrame } from "../review-frame.tsx";
import { ItemTable } from "./item-table.tsx";
import { ITEM_FILTERS, isFiltered, readItemsSearch } from "./read-items-search.ts";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await findHead((await params).id);
  return { title: found.ok ? `Items of ${found.data.name}` : "Review" };
}

/** The whole population of a review, whatever its size: who reviews what, what was answered, what came of it. */
export default async function ItemsPage({ params, searchParams }: Props) {
  const { id } = await params;
  const search = toUrlSearch(await searchParams);
  const head = await findHead(id);
  if (!head.ok) {
    if (head.problem.code === "invalid") notFound();
    return <ProblemState problem={head.problem} />;
  }
  const question = readItemsSearch(search);
  const cursor = search.get("cursor") ?? undefined;
  const found = await answer(async (actor) => {
    const [page, { teams }] = await Promise.all([
      listReviewItems(actor, { campaignId: id, ...question, cursor }),
      getCampaignProgress(actor, { campaignId: id, limit: 1 }),
    ]);
    return { page, teams };
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { page, teams } = found.data;
  const hrefOf = (to: string | null) => {
    const next = new URLSearchParams(search);
    if (to === null) next.delete("cursor");
    else next.set("cursor", to);
    return `/reviews/${id}/items?${next}`;
  };
  const file = new URLSearchParams(search);
  file.delete("cursor");
  return (
    <ListNavigationProvider>
      <ReadableRequests of={page.items.map(({ facts }) => facts.request?.id)}>
        <ReviewFrame
          campaign={head.data}
          path="items"
          now={pageTime()}
          actions={
            <a href={`/reviews/${id}/items/export.csv?${file}`} download className={buttonLook()}>
              <Download aria-hidden="true" />
              Export CSV
            </a>
          }
        >
          <ItemTable
            campaignId={id}
            canAnswer={head.data.state === "running"}
            rows={page.items}
            isFiltered={isFiltered(question)}
            filters={[...ITEM_FILTERS, teamField(teams), ...ofOne(search, page.items)]}
            q={question.q ?? ""}
            now={pageTime()}
            total={{ ...page.total, isCapped: page.total.isEstimate, noun: ["item", "items"] }}
            firstHref={cursor === undefined ? undefined : hrefOf(null)}
            nextHref={page.nextCursor === null ? undefined : hrefOf(page.nextCursor)}
            preferences={parseTablePreferences((await cookies()).get(tableCookie("review-items"))?.value)}
          />
        </ReviewFrame>
      </ReadableRequests>
    </ListNavigationProvider>
  );
}

function teamField(teams: readonly { team: string }[]): FilterField {
  return {
    param: "team",
    label: "Team",
    options: teams.map(({ team }) => ({ value: team, label: team === "" ? "No team" : team })),
  };
}

/** A link from a reviewer or a server narrows the list to it: a chip that can be taken away. */
function ofOne(search: URLSearchParams, rows: readonly ReviewItemView[]): FilterField[] {
  const reviewer = search.get("reviewer");
  const server = search.get("server");
  const chip = (param: string, label: string, value: string | null, name: string): FilterField[] =>
    value === null ? [] : [{ param, label, isSingle: true, options: [{ value, label: name }] }];
  return [
    ...chip("reviewer", "Reviewed by", reviewer, nameOf(rows, reviewer) ?? "This person"),
    ...chip(
      "server",
      "Server",
      server,
      rows.find((row) => row.server.id === server)?.server.name ?? "This server",
    ),
  ];
}

function nameOf(rows: readonly ReviewItemView[], reviewer: string | null): string | undefined {
  return rows.find((row) => row.reviewer?.id === reviewer)?.reviewer?.name;
}
