import { inWords } from "#app/in-words.ts";
import { CheckboxGroup } from "#components/ui/checkbox.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { CRITICALITIES, DATA_CLASSES, ENVIRONMENTS } from "#lib/inventory/model.ts";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";

export type EditableField =
  | "name"
  | "purpose"
  | "environment"
  | "criticality"
  | "team"
  | "dataClasses"
  | "tags"
  | "serverRoleId"
  | "nextReviewOn";

interface Props {
  field: EditableField;
  server: ServerPage;
  roles: readonly { id: string; name: string }[];
}

const SOONER = "A next review that is further away than it allows moves to the latest day that is.";

/** One field of a server's record, filled with what is there; its label stands beside it already. */
export function DetailField({ field, server, roles }: Props) {
  return (
    <>
      <input type="hidden" name="serverId" value={server.id} />
      <input type="hidden" name="version" value={server.version} />
      {control(field, server, roles)}
    </>
  );
}

function control(field: EditableField, server: ServerPage, roles: Props["roles"]) {
  switch (field) {
    case "name":
      return <TextField name={field} label={quiet("Name")} defaultValue={server.name} />;
    case "purpose":
      return (
        <Textarea
          name={field}
          label={quiet("Purpose")}
          hint="Enter saves, Shift and Enter begins a new line."
          defaultValue={server.purpose}
          rows={3}
        />
      );
    case "environment":
      return (
        <Select
          name={field}
          label={quiet("Environment")}
          hint={SOONER}
          options={ENVIRONMENTS.map(option)}
          defaultValue={server.environment}
        />
      );
    case "criticality":
      return (
        <Select
          name={field}
          label={quiet("Criticality")}
          hint={SOONER}
          options={CRITICALITIES.map(option)}
          defaultValue={server.criticality}
        />
      );
    case "team":
      return <TextField name={field} label={quiet("Team")} isOptional defaultValue={server.team ?? ""} />;
    case "dataClasses":
      return (
        <>
          <input type="hidden" name="asksDataClasses" value="1" />
          <CheckboxGroup
            name={field}
            label={quiet("Data classes")}
            hint="A change assesses the impact of every tool again."
            isOptional
            options={DATA_CLASSES.map(option)}
            defaultValues={server.dataClasses}
          />
        </>
      );
    case "tags":
      return (
        <TextField
          name={field}
          label={quiet("Tags")}
          hint="Separated by commas."
          isOptional
          defaultValue={server.tags.join(", ")}
        />
      );
    case "serverRoleId":
      return (
        <Select
          name={field}
          label={quiet("Server role")}
          isOptional
          placeholder="None"
          options={roles.map((role) => ({ value: role.id, label: role.name }))}
          defaultValue={server.serverRole?.id ?? ""}
        />
      );
    case "nextReviewOn":
      return <DateField name={field} label={quiet("Next review")} defaultValue={server.nextReviewOn ?? ""} />;
  }
}

function quiet(label: string) {
  return <span className="sr-only">{label}</span>;
}

function option(value: string) {
  return { value, label: inWords(value) };
}
