import { IMPACT_WORDS } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { CheckboxGroup } from "#components/ui/checkbox.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { DATA_CLASSES, ENVIRONMENTS, SCOPE_BREADTHS } from "#lib/inventory/model.ts";
import type { RoleCeilings, ServerRoleFacts } from "#lib/policy/model.ts";

type Role = Pick<ServerRoleFacts, "name" | "description"> & RoleCeilings;

/** What a server role is made of; `role` is what stands there now. */
export function ServerRoleFields({ role }: { role?: Role }) {
  return (
    <>
      <TextField name="name" label="Name" hint="Such as “Ticket operator”." defaultValue={role?.name} />
      <Textarea
        name="description"
        label="What servers with this role do"
        rows={2}
        defaultValue={role?.description}
      />
      <Select
        name="maxImpact"
        label="Tools may at most"
        options={Object.entries(IMPACT_WORDS).map(([value, label]) => ({ value, label }))}
        defaultValue={role?.maxImpact ?? "reads"}
      />
      <Select
        name="maxScopeBreadth"
        label="Scopes may at most be"
        options={SCOPE_BREADTHS.map((value) => ({ value, label: inWords(value) }))}
        defaultValue={role?.maxScopeBreadth ?? "narrow"}
      />
      <TextField
        name="maxCredentialDays"
        label="Credentials last at most (days)"
        type="number"
        min={1}
        max={365}
        defaultValue={role?.maxCredentialDays ?? 90}
      />
      <Textarea
        name="allowedScopes"
        label="Scopes it may hold"
        hint="One pattern on a line, such as tickets:*. * stands for anything. Empty: any scope."
        rows={2}
        isOptional
        defaultValue={role?.allowedScopes.join("\n")}
      />
      <CheckboxGroup
        name="environments"
        label="Environments"
        hint="None checked: any."
        isOptional
        options={ENVIRONMENTS.map((value) => ({ value, label: inWords(value) }))}
        defaultValues={role?.environments ?? []}
      />
      <CheckboxGroup
        name="dataClasses"
        label="Data it may reach"
        hint="None checked: any."
        isOptional
        options={DATA_CLASSES.map((value) => ({ value, label: inWords(value) }))}
        defaultValues={role?.dataClasses ?? []}
      />
    </>
  );
}
