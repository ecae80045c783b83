import { Badge } from "#components/ui/badge.tsx";
import { InlineList } from "#components/ui/inline-list.tsx";
import { Person } from "#components/ui/person.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Role } from "#lib/kernel/actor.ts";
import { ActivityButton } from "./activity-button.tsx";
import { ManagerDialog } from "./manager-dialog.tsx";
import { RolesDialog } from "./roles-dialog.tsx";

export interface PersonRow {
  id: string;
  name: string;
  email: string;
  isActive: boolean;
  roles: Role[];
  managerId: string | null;
  lastSignedInAt: string | null;
}

interface Props {
  people: readonly PersonRow[];
  selfId: string;
  refusal: string | undefined;
  now: string;
}

/** One person a row: who, roles, when last seen, and what an administrator can do. */
export function PeopleTable({ people, selfId, refusal, now }: Props) {
  const options = people.flatMap(({ id, name, email, isActive }) =>
    isActive ? [{ value: id, label: name, hint: email }] : [],
  );
  return (
    <ul className="divide-y divide-line">
      {people.map((person) => (
        <li key={person.id} className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-2.5">
          <Person name={person.name} detail={person.email} isStacked className="min-w-56 flex-1" />
          <div className="min-w-40 flex-1">
            {person.isActive ? (
              <InlineList
                items={person.roles.map((role) => ({ key: role, item: <Tag>{role}</Tag> }))}
                none="No role"
              />
            ) : (
              <Badge>Inactive</Badge>
            )}
          </div>
          <span className="w-40 text-ink-muted">
            {person.lastSignedInAt === null ? (
              "Never signed in"
            ) : (
              <Time at={person.lastSignedInAt} now={now} />
            )}
          </span>
          <span className="flex gap-2">
            <RolesDialog person={person} refusal={refusal} />
            <ManagerDialog person={person} people={options} refusal={refusal} />
            <ActivityButton
              person={person}
              refusal={person.id === selfId ? "You cannot deactivate yourself." : refusal}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
