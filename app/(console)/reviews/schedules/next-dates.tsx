import { ruleWords } from "#lib/reviews/plain-rule.ts";
import { datesAfter, type Recurrence, recurrenceInput } from "#lib/reviews/recurrence.ts";
import { dayAndTime } from "./day-and-time.ts";

const SHOWN = 5;

/** The next five dates of what is typed, or what is wrong with it. `now` is ISO 8601. */
export function NextDates({ recurrence, now }: { recurrence: Recurrence; now: string }) {
  const judged = recurrenceInput.safeParse(recurrence);
  return (
    <div aria-live="polite" className="max-w-lg rounded-medium border border-line bg-sunken px-3 py-2">
      {judged.success ? (
        <Dates recurrence={judged.data} now={now} />
      ) : (
        <p className="text-danger">{judged.error.issues[0]?.message ?? "This is no rule."}</p>
      )}
    </div>
  );
}

function Dates({ recurrence, now }: { recurrence: Recurrence; now: string }) {
  const dates = datesAfter(recurrence, new Date(now), SHOWN);
  if (dates.length === 0) return <p className="text-danger">All of its days have passed.</p>;
  const words = ruleWords(recurrence.rule, recurrence.startsOn);
  return (
    <>
      <p className="text-ink-muted">
        Opens {words}
        {dates.length < SHOWN
          ? `, ${dates.length === 1 ? "once more" : `${dates.length} more times`}:`
          : ", next on:"}
      </p>
      <ul className="mt-1 tabular-nums">
        {dates.map((date) => (
          <li key={date.toISOString()}>{dayAndTime(date, recurrence.timeZone)}</li>
        ))}
      </ul>
    </>
  );
}
