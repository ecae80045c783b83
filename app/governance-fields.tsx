"use client";

import { CheckboxGroup } from "#components/ui/checkbox.tsx";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { CRITICALITIES, DATA_CLASSES, ENVIRONMENTS } from "#lib/inventory/model.ts";
import { inWords } from "./in-words.ts";

interface Defaults {
  name?: string;
  purpose?: string;
  environment?: string;
  criticality?: string;
  team?: string | null;
  dataClasses?: readonly string[];
  serverRoleId?: string | null;
  ownerId?: string | null;
  backupOwnerId?: string | null;
}

interface Props {
  defaults?: Defaults;
  people: readonly ComboboxOption[];
  roles: readonly SelectOption[];
}

/** The questions that make a server a governed identity: what for, whose, where, and what it may touch. */
export function GovernanceFields({ defaults = {}, people, roles }: Props) {
  return (
    <>
      <TextField name="name" label="Name" defaultValue={defaults.name} />
      <Textarea
        name="purpose"
        label="Purpose"
        hint="What it is for, in a sentence an auditor understands."
        defaultValue={defaults.purpose}
        rows={2}
      />
      <SharedGovernanceFields defaults={defaults} people={people} roles={roles} />
    </>
  );
}

/** Those of them that may hold for many servers at once. */
export function SharedGovernanceFields({ defaults = {}, people, roles }: Props) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Combobox
          name="ownerId"
          label="Owner"
          hint="Answers for it."
          options={people}
          {...(defaults.ownerId ? { defaultValue: defaults.ownerId } : {})}
        />
        <Combobox
          name="backupOwnerId"
          label="Backup owner"
          hint="Required in production."
          isOptional
          options={people}
          {...(defaults.backupOwnerId ? { defaultValue: defaults.backupOwnerId } : {})}
        />
        <Select
          name="environment"
          label="Environment"
          placeholder="Choose one"
          options={options(ENVIRONMENTS)}
          defaultValue={defaults.environment}
        />
        <Select
          name="criticality"
          label="Criticality"
          options={options(CRITICALITIES)}
          defaultValue={defaults.criticality ?? "medium"}
        />
        <Select
          name="serverRoleId"
          label="Server role"
          hint="A ceiling on impact, scopes and credential lifetime."
          isOptional
          placeholder="None yet"
          options={roles}
          defaultValue={defaults.serverRoleId ?? ""}
        />
        <TextField name="team" label="Team" isOptional defaultValue={defaults.team ?? ""} />
      </div>
      <CheckboxGroup
        name="dataClasses"
        label="Data classes"
        hint="What it can reach."
        isOptional
        options={options(DATA_CLASSES)}
        defaultValues={defaults.dataClasses ?? []}
        className="sm:grid-cols-2"
      />
    </>
  );
}

function options(values: readonly string[]): SelectOption[] {
  return values.map((value) => ({ value, label: inWords(value) }));
}
