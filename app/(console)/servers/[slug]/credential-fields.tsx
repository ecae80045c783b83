import { inWords } from "#app/in-words.ts";
import { DateField } from "#components/ui/date-field.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { CredentialView } from "#lib/inventory/credential-view.ts";
import { CREDENTIAL_KEPT_IN, CREDENTIAL_KINDS } from "#lib/inventory/model.ts";

/** The fields of a credential's record; with a credential, filled from it, and the moments behind the days sent along. */
export function CredentialFields({ credential }: { credential?: CredentialView }) {
  return (
    <>
      <TextField
        name="name"
        label="Name"
        hint="What people call it; never its value."
        defaultValue={credential?.name ?? ""}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          name="kind"
          label="Kind"
          placeholder="Choose one"
          options={CREDENTIAL_KINDS.map(option)}
          defaultValue={credential?.kind ?? ""}
        />
        <TextField
          name="issuer"
          label="Issuer"
          isOptional
          placeholder="GitHub"
          defaultValue={credential?.issuer ?? ""}
        />
        <Select
          name="keptIn"
          label="Kept in"
          placeholder="Choose one"
          options={CREDENTIAL_KEPT_IN.map(option)}
          defaultValue={credential?.keptIn ?? ""}
        />
        <TextField
          name="place"
          label="Place"
          hint="A path or a variable's name."
          isOptional
          isMono
          defaultValue={credential?.place ?? ""}
        />
        <input type="hidden" name="issuedAtStored" value={credential?.issuedAt ?? ""} />
        <input type="hidden" name="expiresAtStored" value={credential?.expiresAt ?? ""} />
        <DateField name="issuedAt" label="Issued on" isOptional defaultValue={day(credential?.issuedAt)} />
        <DateField name="expiresAt" label="Ends on" isOptional defaultValue={day(credential?.expiresAt)} />
        {/* Later rotations, and the end of it all, are recorded by their own buttons. */}
        {credential === undefined && <DateField name="lastRotatedAt" label="Last rotated on" isOptional />}
      </div>
    </>
  );
}

function option(value: string) {
  return { value, label: inWords(value) };
}

function day(at: string | null | undefined): string {
  return at?.slice(0, 10) ?? "";
}
