"use client";

import { Bell } from "lucide-react";
import { Form } from "#components/form/form.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Card } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { NoticeItem } from "#lib/notifications/queries/list-my-notices.ts";
import { openNoticeAction } from "./actions.ts";

interface Props {
  notices: readonly NoticeItem[];
  isUnreadOnly: boolean;
  /** ISO 8601. */
  now: string;
}

/** Notices, one under the other; opening one marks it as read. */
export function NoticeList({ notices, isUnreadOnly, now }: Props) {
  if (notices.length === 0) {
    return (
      <Card>
        <EmptyState icon={<Bell />} title={isUnreadOnly ? "Nothing unread" : "No notices yet"}>
          Steward tells you here when long work has finished, and when something waits for you.
        </EmptyState>
      </Card>
    );
  }
  return (
    <ul className="divide-y divide-line rounded-large border border-line bg-surface">
      {notices.map((notice) => (
        <li key={notice.id} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3">
          <NoticeWords notice={notice} now={now} />
          {!notice.isRead && <OpenNotice notice={notice} />}
        </li>
      ))}
    </ul>
  );
}

function NoticeWords({ notice, now }: { notice: NoticeItem; now: string }) {
  return (
    <div className="min-w-0 flex-1 basis-64">
      <p className={notice.isRead ? "" : "font-strong"}>
        {!notice.isRead && (
          <span className="mr-2 inline-block size-2 rounded-full bg-accent align-middle">
            <span className="sr-only">Unread: </span>
          </span>
        )}
        {notice.isRead && notice.href !== null ? (
          <TextLink href={notice.href}>{notice.title}</TextLink>
        ) : (
          notice.title
        )}
      </p>
      <p className="text-ink-muted text-pretty [overflow-wrap:anywhere]">{notice.body}</p>
      <p className="text-ink-faint text-small">
        <Time at={notice.createdAt} now={now} />
      </p>
    </div>
  );
}

function OpenNotice({ notice }: { notice: NoticeItem }) {
  const words = notice.href === null ? "Mark as read" : "Open";
  return (
    <Form action={openNoticeAction} aria-label={`${words}: ${notice.title}`}>
      <input type="hidden" name="noticeId" value={notice.id} />
      <SubmitButton variant="secondary" size="small" aria-label={`${words}: ${notice.title}`}>
        {words}
      </SubmitButton>
    </Form>
  );
}
