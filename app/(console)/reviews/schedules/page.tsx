import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { isPermitted, whoMay } from "#lib/kernel/permissions.ts";
import { listSchedules } from "#lib/reviews/queries/list-schedules.ts";
import { listTriggers } from "#lib/reviews/queries/list-triggers.ts";
import { ReviewTabs } from "../review-tabs.tsx";
import { ScheduleTable } from "./schedule-table.tsx";
import { TriggerList } from "./trigger-list.tsx";

export const metadata: Metadata = { title: "Schedules of reviews" };

interface Props {
  searchParams: Promise<{ cursor?: string }>;
}

/** What opens reviews without anybody's hand: dates, and what happens. */
export default async function SchedulesPage({ searchParams }: Props) {
  const { cursor } = await searchParams;
  const found = await answer(async (actor) => ({
    page: await listSchedules(actor, { cursor }),
    triggers: await listTriggers(actor, {}),
  }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { page, triggers } = found.data;
  const canManage = isPermitted(found.actor, "campaign:manage");
  const on = triggers.filter(({ isOn }) => isOn).length;
  return (
    <>
      <PageHeader
        title="Reviews"
        sentence={sentence(page.total.count, on)}
        actions={
          canManage ? (
            <LinkButton href="/reviews/schedules/new" variant="primary">
              New schedule
            </LinkButton>
          ) : (
            <Button disabledReason={`Only ${whoMay("campaign:manage")} schedule reviews.`}>
              New schedule
            </Button>
          )
        }
      />
      <div className="grid grid-cols-1 gap-4">
        <ReviewTabs current="schedules" />
        <ScheduleTable
          rows={page.items}
          now={pageTime()}
          total={page.total}
          nextHref={page.nextCursor === null ? null : `/reviews/schedules?cursor=${page.nextCursor}`}
          canManage={canManage}
          preferences={parseTablePreferences((await cookies()).get(tableCookie("schedules"))?.value)}
        />
        <Section
          title="When something happens"
          description="Opens a small review of the servers it happened on, a few minutes after it is over. A server has one open review for each of these."
          flush
        >
          <TriggerList triggers={triggers} now={pageTime()} canManage={canManage} />
        </Section>
      </div>
    </>
  );
}

function sentence(schedules: number, triggers: number): string {
  const parts = [
    ...(schedules === 0 ? [] : [counted(schedules, "schedule", "schedules")]),
    ...(triggers === 0 ? [] : [counted(triggers, "kind of event", "kinds of events")]),
  ];
  if (parts.length === 0) return "No review opens by itself yet.";
  const isOne = schedules + triggers === 1;
  return `${parts.join(" and ")} ${isOne ? "opens reviews by itself" : "open reviews by themselves"}.`;
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
