import { inWords } from "#app/in-words.ts";
import { CheckboxGroup } from "#components/ui/checkbox.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { CRITICALITIES, DATA_CLASSES, ENVIRONMENTS } from "#lib/inventory/model.ts";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";

interface Props {
  server: ServerPage;
  /** Roles to choose from; null where this person may not choose one. */
  roles: readonly { id: string; name: string }[] | null;
}

/** The fields of the details dialog, filled with what is on record. */
export function DetailsFields({ server, roles }: Props) {
  return (
    <>
      <input type="hidden" name="serverId" value={server.id} />
      <input type="hidden" name="version" value={server.version} />
      <TextField name="name" label="Name" defaultValue={server.name} />
      <Textarea name="purpose" label="Purpose" defaultValue={server.purpose} rows={2} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          name="environment"
          label="Environment"
          options={ENVIRONMENTS.map(option)}
          defaultValue={server.environment}
        />
        <Select
          name="criticality"
          label="Criticality"
          options={CRITICALITIES.map(option)}
          defaultValue={server.criticality}
        />
        <TextField name="team" label="Team" isOptional defaultValue={server.team ?? ""} />
        <DateField name="nextReviewOn" label="Next review" defaultValue={server.nextReviewOn ?? ""} />
        {roles !== null && (
          <Select
            name="serverRoleId"
            label="Server role"
            hint="A ceiling on impact, scopes and credential lifetime."
            isOptional
            placeholder="None"
            options={roles.map((role) => ({ value: role.id, label: role.name }))}
            defaultValue={server.serverRole?.id ?? ""}
          />
        )}
      </div>
      <TextField
        name="tags"
        label="Tags"
        hint="Words it is found by, with commas between."
        isOptional
        defaultValue={server.tags.join(", ")}
      />
      <CheckboxGroup
        name="dataClasses"
        label="Data classes"
        hint="What it can reach. A change assesses the impact of every tool again."
        isOptional
        options={DATA_CLASSES.map(option)}
        defaultValues={server.dataClasses}
        className="sm:grid-cols-2"
      />
    </>
  );
}

function option(value: string) {
  return { value, label: inWords(value) };
}
