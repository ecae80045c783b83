import { Section } from "#components/ui/section.tsx";
import { pageTime } from "#lib/doors/page.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { hasRole, type PersonActor } from "#lib/kernel/actor.ts";
import { AddPersonDialog } from "./add-person-dialog.tsx";
import { PeopleTable } from "./people-table.tsx";

/** Everybody, with their roles. Only administrators may change them; the others see why. */
export async function PeopleTab({ actor }: { actor: PersonActor }) {
  const people = await listUsers(actor, {});
  const refusal = hasRole(actor, "admin") ? undefined : "Only an administrator may change people and roles.";
  const active = people.filter((person) => person.isActive).length;
  return (
    <Section
      title="People"
      flush
      description={`${active} of ${people.length} may sign in. Nobody is deleted: what they did stays on record.`}
      actions={<AddPersonDialog refusal={refusal} />}
    >
      <PeopleTable people={people} selfId={actor.userId} refusal={refusal} now={pageTime()} />
    </Section>
  );
}
