import { IMPACT_WORDS } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { SCOPE_BREADTHS } from "#lib/inventory/model.ts";

/** What a server role is made of. */
export function ServerRoleFields() {
  return (
    <>
      <TextField name="name" label="Name" hint="Such as “Ticket operator”." />
      <Textarea name="description" label="What servers with this role do" rows={2} />
      <Select
        name="maxImpact"
        label="Tools may at most"
        options={Object.entries(IMPACT_WORDS).map(([value, label]) => ({ value, label }))}
        defaultValue="reads"
      />
      <Select
        name="maxScopeBreadth"
        label="Scopes may at most be"
        options={SCOPE_BREADTHS.map((value) => ({ value, label: inWords(value) }))}
        defaultValue="narrow"
      />
      <TextField
        name="maxCredentialDays"
        label="Credentials last at most (days)"
        type="number"
        min={1}
        max={365}
        defaultValue={90}
      />
    </>
  );
}
