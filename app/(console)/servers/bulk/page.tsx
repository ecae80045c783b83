import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listBulkChanges } from "#lib/bulk/queries/list-bulk-changes.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { RefreshWhileShown } from "../[slug]/refresh-while.tsx";
import { BulkTable } from "./bulk-table.tsx";
import { isUnderWay } from "./bulk-words.ts";

export const metadata: Metadata = { title: "Bulk changes" };

interface Props {
  searchParams: Promise<{ cursor?: string }>;
}

/** Changes of many servers at once: those under way, and what became of earlier ones. */
export default async function BulkChangesPage({ searchParams }: Props) {
  const { cursor } = await searchParams;
  const found = await answer((actor) => listBulkChanges(actor, { cursor }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { items, nextCursor } = found.data;
  const underWay = items.filter(isUnderWay).length;
  return (
    <>
      <PageHeader
        title="Bulk changes"
        breadcrumbs={[{ label: "Servers", href: "/servers" }]}
        sentence={
          underWay === 0
            ? "None is under way. Each keeps what became of every server."
            : `${underWay === 1 ? "One is" : `${underWay} are`} under way; leaving this page does not stop it.`
        }
      />
      {underWay > 0 && <RefreshWhileShown />}
      <BulkTable
        rows={items}
        now={pageTime()}
        nextHref={
          nextCursor === null ? undefined : `/servers/bulk?${new URLSearchParams({ cursor: nextCursor })}`
        }
        firstHref={cursor === undefined ? undefined : "/servers/bulk"}
        preferences={parseTablePreferences((await cookies()).get(tableCookie("bulk-changes"))?.value)}
      />
    </>
  );
}
