import { Time } from "#components/ui/time.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";

const NAMED = 5;

/** What was done while nobody answered: when people were reminded, and who was asked later. */
export function FollowedUp({ request, now }: { request: RequestView; now: string }) {
  const followed = request.stages.filter(({ remindedAt, escalated }) => remindedAt ?? escalated);
  if (followed.length === 0) return null;
  return (
    <ul className="mt-3 grid gap-1 text-ink-muted">
      {followed.map(({ position, name, remindedAt, escalated }) => (
        <li key={position}>
          {name}:
          {remindedAt !== null && (
            <>
              {" "}
              last reminded <Time at={remindedAt} now={now} />.
            </>
          )}
          {escalated !== null && (
            <>
              {" "}
              Nobody had answered <Time at={escalated.at} now={now} />, so {namesOf(escalated.people)}.
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function namesOf(people: readonly string[]): string {
  if (people.length === 0) return "others were to be asked, and there was nobody else";
  const rest = people.length - NAMED;
  const all = rest > 0 ? [...people.slice(0, NAMED), `${rest} more`] : people;
  return `${new Intl.ListFormat("en").format(all)} ${people.length === 1 ? "was" : "were"} asked, too`;
}
