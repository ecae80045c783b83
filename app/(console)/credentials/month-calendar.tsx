import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { cn } from "#components/ui/class-names.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { monthFrom } from "#lib/inventory/expiry-window.ts";

interface Day {
  day: string;
  count: number;
  isCapped: boolean;
}

interface Props {
  /** YYYY-MM. */
  month: string;
  days: readonly Day[];
  today: string;
  monthHref: (month: string) => string;
  dayHref: (day: string) => string;
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** How many credentials end on each day of a month. On a phone, and to a screen reader, a list of the days there are. */
export function MonthCalendar({ month, days, today, monthHref, dayHref }: Props) {
  const ending = days.filter(({ count }) => count > 0);
  return (
    <Section
      title={monthInWords(month)}
      description="Days are those of UTC. Choose a day to see what ends on it."
      actions={
        <>
          <LinkButton
            size="small"
            href={monthHref(monthFrom(month, -1))}
            icon={<ChevronLeft aria-hidden="true" />}
          >
            Earlier
          </LinkButton>
          <LinkButton size="small" href={monthHref(today.slice(0, 7))}>
            This month
          </LinkButton>
          <LinkButton
            size="small"
            href={monthHref(monthFrom(month, 1))}
            icon={<ChevronRight aria-hidden="true" />}
          >
            Later
          </LinkButton>
        </>
      }
    >
      <div className="grid gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div aria-hidden="true" className="hidden sm:grid sm:grid-cols-7 sm:gap-1">
          {WEEKDAYS.map((name) => (
            <span key={name} className="px-2 pb-1 text-ink-faint text-small">
              {name.slice(0, 3)}
            </span>
          ))}
          {days.map((day, index) => (
            <DayCell
              key={day.day}
              day={day}
              isToday={day.day === today}
              href={dayHref(day.day)}
              column={index === 0 ? weekdayOf(day.day) : undefined}
            />
          ))}
        </div>
        <Agenda ending={ending} dayHref={dayHref} />
      </div>
    </Section>
  );
}

/** For the eye; the same links stand in the agenda, which is what the keyboard and screen readers reach. */
function DayCell(props: { day: Day; isToday: boolean; href: string; column: number | undefined }) {
  const { day, isToday, href, column } = props;
  const look = cn("grid min-h-16 content-between rounded-medium border p-2", {
    "border-accent": isToday,
    "border-line": !isToday,
    "bg-warning-soft hover:border-line-strong": day.count > 0,
  });
  const style = column === undefined ? undefined : { gridColumnStart: column };
  const number = (
    <span className={isToday ? "text-accent font-strong" : "text-ink-muted"}>{Number(day.day.slice(8))}</span>
  );
  if (day.count === 0) {
    return (
      <div className={look} style={style}>
        {number}
      </div>
    );
  }
  return (
    <Link href={href} tabIndex={-1} className={look} style={style}>
      {number}
      <span className="text-title text-warning tabular-nums font-strong">{countOf(day)}</span>
    </Link>
  );
}

function Agenda({ ending, dayHref }: { ending: readonly Day[]; dayHref: Props["dayHref"] }) {
  if (ending.length === 0) return <p className="text-ink-muted">No active credential ends in this month.</p>;
  return (
    <ol aria-label="Days on which credentials end" className="divide-y divide-line self-start">
      {ending.map((day) => (
        <li key={day.day}>
          <Link
            href={dayHref(day.day)}
            className="flex min-h-9 items-center justify-between gap-4 px-2 -outline-offset-2 hover:bg-hover touch:min-h-11"
          >
            <span>{dayInWords(day.day)}</span>
            <span className="text-ink-muted tabular-nums">
              {countOf(day)} {day.count === 1 ? "credential" : "credentials"}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}

function countOf({ count, isCapped }: Day): string {
  return `${count.toLocaleString("en")}${isCapped ? "+" : ""}`;
}

/** 1 for Monday to 7 for Sunday. */
function weekdayOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

function monthInWords(month: string): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString("en", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}

function dayInWords(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en", {
    weekday: "short",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
}
