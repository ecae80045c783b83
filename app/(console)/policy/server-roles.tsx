import { Plus, ScrollText } from "lucide-react";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ServerRoleFacts } from "#lib/policy/model.ts";
import type { MissingRole } from "#lib/policy/queries/list-missing-starter-roles.ts";
import { createServerRoleAction } from "./actions.ts";
import { AddStarterRoles } from "./add-starter-roles.tsx";
import { RoleCeilingFacts } from "./role-ceiling-facts.tsx";
import { ServerRoleFields } from "./server-role-fields.tsx";

interface Props {
  roles: readonly ServerRoleFacts[];
  /** Starter roles that are not among them. */
  missing: readonly MissingRole[];
  /** Why this person may not add any. */
  refusal: string | undefined;
}

/** The job profiles, and the dialogs that add one or those that Steward comes with. */
export function ServerRoles({ roles, missing, refusal }: Props) {
  const starters = missing.length > 0 && <AddStarterRoles missing={missing} refusal={refusal} />;
  return (
    <Section
      title="Server roles"
      description="A role is a job profile and a ceiling. A server that goes over its role has a finding."
      flush
      actions={
        <>
          {roles.length > 0 && starters}
          <FormDialog
            action={createServerRoleAction}
            label="Add a role"
            icon={<Plus aria-hidden="true" />}
            disabledReason={refusal}
            title="Add a server role"
            description="The most that a server with this role may do, hold and keep."
            submitLabel="Add the role"
          >
            <ServerRoleFields />
          </FormDialog>
        </>
      }
    >
      {roles.length === 0 ? (
        <EmptyState icon={<ScrollText />} title="There is no server role" actions={starters}>
          Begin with those that Steward comes with, such as a read-only analyst or a deployer, or add your
          own.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {roles.map((role) => (
            <RoleRow key={role.id} role={role} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function RoleRow({ role }: { role: ServerRoleFacts }) {
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[2fr_3fr]">
      <div className="min-w-0">
        <h3 className="font-strong">
          <TextLink href={`/policy/roles/${role.slug}`}>{role.name}</TextLink>
        </h3>
        <p className="text-ink-muted text-pretty">{role.description}</p>
      </div>
      <RoleCeilingFacts role={role} />
    </li>
  );
}
