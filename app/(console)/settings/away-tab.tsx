import { EmptyState } from "#components/ui/empty-state.tsx";
import { Section } from "#components/ui/section.tsx";
import { listAbsences } from "#lib/identity/queries/list-absences.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { hasRole, type PersonActor } from "#lib/kernel/actor.ts";
import { dayInWords } from "#lib/kernel/day-in-words.ts";
import { getMyPreferences } from "#lib/notifications/queries/get-my-preferences.ts";
import { AwayDialog } from "./away-dialog.tsx";
import { EndAbsenceButton } from "./end-absence-button.tsx";

type Absence = Awaited<ReturnType<typeof listAbsences>>[number];

/** One's own absence, and everybody else's that is on or to come. */
export async function AwayTab({ actor }: { actor: PersonActor }) {
  const absences = await listAbsences(actor, {});
  const people = await listUsers(actor, {});
  const { timeZone, siteTimeZone } = await getMyPreferences(actor, {});
  const own = absences.find(({ person }) => person.id === actor.userId) ?? null;
  const options = people.flatMap(({ id, name, email, isActive, roles }) =>
    isActive && id !== actor.userId && roles.some((role) => role !== "auditor")
      ? [{ value: id, label: name, hint: email }]
      : [],
  );
  return (
    <Section
      title="Out of office"
      flush
      description="While you are away, one person may answer what you are asked to approve, or you do when you are back first: never both. Both names stay on record. Nobody answers for somebody who could not decide, and nobody sets it for another."
      actions={
        <AwayDialog
          own={own && { ...own, delegateId: own.delegate.id }}
          people={options}
          timeZone={timeZone ?? siteTimeZone}
        />
      }
    >
      {absences.length === 0 ? (
        <EmptyState title="Nobody is away">Whoever will be says so here, and names a delegate.</EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {absences.map((absence) => (
            <li key={absence.person.id} className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-2.5">
              <div className="min-w-56 flex-1">
                <p className="font-strong">
                  {absence.person.name}
                  {absence.person.id === actor.userId && " (you)"}
                </p>
                <p className="text-ink-muted text-small">{periodInWords(absence)}</p>
              </div>
              <p className="min-w-56 flex-1 text-ink-muted">{delegateInWords(absence)}</p>
              {(absence.person.id === actor.userId || hasRole(actor, "admin")) && (
                <EndAbsenceButton person={absence.person} isOwn={absence.person.id === actor.userId} />
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function periodInWords({ isOn, startsOn, endsOn }: Absence): string {
  return isOn ? `Away until ${dayInWords(endsOn)}` : `${dayInWords(startsOn)} to ${dayInWords(endsOn)}`;
}

function delegateInWords({ delegate, isDelegateGone, isOn }: Absence): string {
  if (isDelegateGone) return `${delegate.name} has left, so nobody answers for them`;
  return isOn ? `${delegate.name} answers for them` : `${delegate.name} will answer for them`;
}
