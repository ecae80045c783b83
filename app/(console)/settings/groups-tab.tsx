import { EmptyState } from "#components/ui/empty-state.tsx";
import { Section } from "#components/ui/section.tsx";
import { listGroups } from "#lib/identity/queries/list-groups.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { hasRole, type PersonActor } from "#lib/kernel/actor.ts";
import { getApprovalPolicy } from "#lib/policy/queries/get-approval-policy.ts";
import { DeleteGroupButton } from "./delete-group-button.tsx";
import { GroupDialog } from "./group-dialog.tsx";

/** Groups whom policies ask together. Only administrators may change them; the others see why. */
export async function GroupsTab({ actor }: { actor: PersonActor }) {
  const groups = await listGroups(actor, {});
  const { placesByGroup } = await getApprovalPolicy(actor, {});
  const people = (await listUsers(actor, {})).filter((person) => person.isActive);
  const refusal = hasRole(actor, "admin") ? undefined : "Only an administrator may change groups.";
  const options = people.map(({ id, name, email }) => ({ value: id, label: name, hint: email }));
  return (
    <Section
      title="Groups"
      flush
      description="An approval policy can ask a group. Requests that wait keep the people they were asked of; whoever leaves the group cannot answer them."
      actions={<GroupDialog group={null} people={options} places={[]} refusal={refusal} />}
    >
      {groups.length === 0 ? (
        <EmptyState title="No group yet">
          Make one, such as Security, and name it in the approval policy.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {groups.map((group) => (
            <li key={group.id} className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-2.5">
              <div className="min-w-56 flex-1">
                <p className="font-strong">{group.name}</p>
                {group.description !== "" && <p className="text-ink-muted text-small">{group.description}</p>}
              </div>
              <p className="min-w-56 flex-1 text-ink-muted">
                {group.members.length === 0
                  ? "Nobody yet"
                  : group.members
                      .map(({ name, isActive }) => (isActive ? name : `${name} (inactive)`))
                      .join(", ")}
              </p>
              <span className="flex gap-2">
                <GroupDialog
                  group={group}
                  people={options}
                  places={placesByGroup[group.id] ?? []}
                  refusal={refusal}
                />
                <DeleteGroupButton group={group} refusal={refusal} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
