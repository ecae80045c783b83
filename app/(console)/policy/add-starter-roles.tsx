import { FormDialog } from "#components/form/form-dialog.tsx";
import { CheckboxGroup } from "#components/ui/checkbox.tsx";
import type { MissingRole } from "#lib/policy/queries/list-missing-starter-roles.ts";
import { addStarterRolesAction } from "./actions.ts";

/** Lists the starter roles that are missing and adds those that stay ticked. */
export function AddStarterRoles(props: { missing: readonly MissingRole[]; refusal: string | undefined }) {
  const { missing, refusal } = props;
  return (
    <FormDialog
      action={addStarterRolesAction}
      label={`Add starter roles (${missing.length})`}
      disabledReason={refusal}
      title="Add starter roles"
      description="Roles that Steward comes with and that are not in use here. Each can be changed afterwards."
      submitLabel="Add the ticked roles"
    >
      <CheckboxGroup
        name="slugs"
        label="Missing roles"
        options={missing.map(({ slug, name, description, wasArchived }) => ({
          value: slug,
          label: name,
          hint: wasArchived ? `${description} It was archived; it comes back as it was left.` : description,
        }))}
        defaultValues={missing.map(({ slug }) => slug)}
      />
    </FormDialog>
  );
}
