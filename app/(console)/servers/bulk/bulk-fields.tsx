import { inWords } from "#app/in-words.ts";
import { Callout } from "#components/ui/callout.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { Select } from "#components/ui/select.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { CRITICALITIES, ENVIRONMENTS } from "#lib/inventory/model.ts";
import type { OfferedAction } from "./bulk-words.ts";
import type { BulkOptions } from "./options/route.ts";
import type { LoadedOptions } from "./use-bulk-options.ts";

/** The fields of one action. */
export function BulkFields({ action, options }: { action: OfferedAction; options: LoadedOptions }) {
  if (options === "loading") {
    return (
      <p role="status" className="flex items-center gap-2 text-ink-muted">
        <Spinner /> Looking up what there is to choose from
      </p>
    );
  }
  if (options === "failed") {
    return (
      <Callout meaning="danger" title="What there is to choose from could not be looked up">
        Close this and try again.
      </Callout>
    );
  }
  return <Fields action={action} options={options} />;
}

function Fields({ action, options }: { action: OfferedAction; options: BulkOptions }) {
  switch (action) {
    case "assign_owners":
      return (
        <>
          <OnlyAdmins options={options} what="Owners of many servers at once are" />
          <Combobox
            name="change.ownerId"
            label="Owner"
            hint="Left empty, each keeps its owner."
            isOptional
            options={options.people}
          />
          <Combobox
            name="change.backupOwnerId"
            label="Backup owner"
            hint="Left empty, each keeps its backup owner. Required in production."
            isOptional
            options={options.people}
          />
        </>
      );
    case "assign_team":
      return (
        <>
          <TextField
            name="change.team"
            label="Team"
            hint="Left empty, the team is cleared."
            isOptional
            list="bulk-teams"
          />
          <Suggestions id="bulk-teams" values={options.teams} />
        </>
      );
    case "set_server_role":
      return (
        <>
          <OnlyAdmins options={options} what="Server roles are" />
          <Select
            name="change.serverRoleId"
            label="Server role"
            hint="A ceiling on impact, scopes and credential lifetime."
            isOptional
            placeholder="None"
            options={options.roles}
          />
        </>
      );
    case "set_environment":
      return (
        <Select
          name="change.environment"
          label="Environment"
          hint="Pending requests are asked again where the path they were given no longer fits."
          options={ENVIRONMENTS.map(option)}
        />
      );
    case "set_criticality":
      return <Select name="change.criticality" label="Criticality" options={CRITICALITIES.map(option)} />;
    case "add_tags":
    case "remove_tags":
      return (
        <>
          <TextField
            name="change.tags"
            label="Tags"
            hint={`With commas between.${options.tags.length === 0 ? "" : ` In use: ${options.tags.slice(0, 8).join(", ")}.`}`}
            list="bulk-tags"
          />
          <Suggestions id="bulk-tags" values={options.tags} />
        </>
      );
    case "set_next_review":
      return <DateField name="change.nextReviewOn" label="Next review" />;
    case "request_retirement":
      return (
        <>
          <DateField
            name="change.plannedOn"
            label="Retire on"
            hint="They work on until an administrator retires them."
          />
          <Textarea name="change.reason" label="Reason" rows={2} />
        </>
      );
  }
}

function OnlyAdmins({ options, what }: { options: BulkOptions; what: string }) {
  return options.isAdmin ? null : (
    <Callout meaning="warning" title={`${what} set by administrators`}>
      Servers you choose here would be refused.
    </Callout>
  );
}

function Suggestions({ id, values }: { id: string; values: readonly string[] }) {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}

function option(value: string) {
  return { value, label: inWords(value) };
}
