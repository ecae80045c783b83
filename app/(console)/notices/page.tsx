import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { countMyUnreadNotices } from "#lib/notifications/queries/count-my-unread-notices.ts";
import { listMyNotices } from "#lib/notifications/queries/list-my-notices.ts";
import { MarkAllRead } from "./mark-all-read.tsx";
import { NoticeList } from "./notice-list.tsx";

export const metadata: Metadata = { title: "Notices" };

interface Props {
  searchParams: Promise<{ view?: string; cursor?: string }>;
}

/** What the person was told, newest first. */
export default async function NoticesPage({ searchParams }: Props) {
  const { view, cursor } = await searchParams;
  const isUnreadOnly = view !== "all";
  const found = await answer((actor) =>
    Promise.all([listMyNotices(actor, { isUnreadOnly, cursor }), countMyUnreadNotices(actor, {})]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [page, unread] = found.data;
  return (
    <>
      <PageHeader
        title="Notices"
        sentence={sentence(unread)}
        actions={
          <>
            <LinkButton href="/settings?tab=notifications">By e-mail</LinkButton>
            {unread > 0 && <MarkAllRead />}
          </>
        }
      />
      <div className="grid grid-cols-1 gap-4">
        <TabLinks
          label="Notices"
          tabs={[
            { label: "Unread", href: "/notices", isCurrent: isUnreadOnly },
            { label: "All", href: "/notices?view=all", isCurrent: !isUnreadOnly },
          ]}
        />
        <NoticeList notices={page.items} isUnreadOnly={isUnreadOnly} now={pageTime()} />
        {page.nextCursor !== null && (
          <div>
            <LinkButton href={nextHref(isUnreadOnly, page.nextCursor)}>Older notices</LinkButton>
          </div>
        )}
      </div>
    </>
  );
}

function sentence(unread: number): string {
  if (unread === 0) return "You have read everything you were told.";
  if (unread === 1) return "One notice is unread.";
  return `${unread > 99 ? "More than 99" : unread} notices are unread.`;
}

function nextHref(isUnreadOnly: boolean, cursor: string): string {
  return `/notices?${new URLSearchParams({ ...(isUnreadOnly ? {} : { view: "all" }), cursor })}`;
}
