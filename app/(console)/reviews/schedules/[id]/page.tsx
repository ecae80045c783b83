import { CalendarDays } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ProblemState } from "#app/problem-state.tsx";
import { StateBadge } from "#app/state-badge.tsx";
import { buttonLook } from "#components/ui/button-look.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";
import { getSchedule } from "#lib/reviews/queries/get-schedule.ts";
import { gatherChoices } from "../../define/gather-choices.ts";
import { dayAndTime } from "../day-and-time.ts";
import { ScheduleForm } from "../schedule-form.tsx";
import { timeZones } from "../time-zones.ts";
import { ScheduleActions } from "./schedule-actions.tsx";

export const metadata: Metadata = { title: "Schedule of reviews" };

interface Props {
  params: Promise<{ id: string }>;
}

type Schedule = Awaited<ReturnType<typeof getSchedule>>;

/** One schedule: when it opens reviews, which it opened, and, for who manages reviews, the form to change it. */
export default async function SchedulePage({ params }: Props) {
  const { id } = await params;
  const found = await answer((actor) => ask(actor, id));
  if (!found.ok) {
    if (found.problem.code === "invalid") notFound();
    return <ProblemState problem={found.problem} />;
  }
  const { schedule, choices } = found.data;
  const { recurrence, definition, startsItself, version } = schedule;
  return (
    <div className="grid max-w-4xl grid-cols-1 gap-6">
      <PageHeader
        breadcrumbs={[
          { label: "Reviews", href: "/reviews" },
          { label: "Schedules", href: "/reviews/schedules" },
        ]}
        title={schedule.name}
        sentence={sentence(schedule)}
        meta={<StateBadge of="schedule" state={schedule.state} />}
        actions={
          <>
            {schedule.state === "active" && <CalendarLink scheduleId={id} />}
            {choices !== null && <ScheduleActions schedule={schedule} />}
          </>
        }
      />
      <Dates schedule={schedule} />
      <Opened schedule={schedule} />
      {choices !== null && (
        <ScheduleForm
          // Changed by somebody else, it is another form: what is typed here would be refused.
          key={version}
          saved={{ definition, recurrence, startsItself }}
          choices={choices}
          timeZones={timeZones(recurrence.timeZone)}
          now={pageTime()}
          schedule={{ scheduleId: id, version }}
        />
      )}
    </div>
  );
}

async function ask(actor: PersonActor, scheduleId: string) {
  const schedule = await getSchedule(actor, { scheduleId });
  const canManage = isPermitted(actor, "campaign:manage");
  return { schedule, choices: canManage ? await gatherChoices(actor, schedule.definition.scope) : null };
}

function sentence({ recurs, startsItself, createdBy, recurrence }: Schedule): string {
  const how = startsItself ? "starts by itself" : "waits to be started";
  return `Opens ${recurs} at ${recurrence.atTime} (${recurrence.timeZone}), and ${how}. Defined by ${createdBy.name}.`;
}

function Dates({ schedule }: { schedule: Schedule }) {
  if (schedule.nextDates.length === 0) return null;
  return (
    <Section title="Next dates">
      <ul className="tabular-nums">
        {schedule.nextDates.map((at) => (
          <li key={at}>
            <time dateTime={at}>{dayAndTime(at, schedule.recurrence.timeZone)}</time>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Opened({ schedule }: { schedule: Schedule }) {
  return (
    <Section title="Reviews it opened" flush={schedule.reviews.length > 0}>
      {schedule.reviews.length === 0 ? (
        <p className="text-ink-muted">None yet.</p>
      ) : (
        <ul>
          {schedule.reviews.map((review) => (
            <li
              key={review.id}
              className="flex flex-wrap items-center justify-between gap-x-4 border-line border-b px-4 py-2 last:border-b-0"
            >
              <TextLink href={`/reviews/${review.id}`}>{review.name}</TextLink>
              <StateBadge of="campaign" state={review.state} isQuiet />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** A plain link: the answer is a file for a person's calendar. */
function CalendarLink({ scheduleId }: { scheduleId: string }) {
  return (
    <a href={`/reviews/schedules/${scheduleId}/dates.ics`} download className={buttonLook()}>
      <CalendarDays aria-hidden="true" />
      Dates for a calendar
    </a>
  );
}
