import { FormDialog } from "#components/form/form-dialog.tsx";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { MissingPerson, Person } from "#components/ui/person.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";
import { assignOwnersAction } from "./record-actions.ts";

type Owner = ServerPage["owner"];

/** Who answers for the server, and who does when they cannot. */
export function OwnersSection({ server, people }: { server: ServerPage; people: readonly ComboboxOption[] }) {
  const { owner, backupOwner, allowed } = server;
  return (
    <Section
      title="Owners"
      actions={
        <FormDialog
          action={assignOwnersAction}
          label="Change"
          buttonSize="small"
          disabledReason={allowed.edit === true ? undefined : allowed.edit}
          title="Change the owners"
          submitLabel="Save"
        >
          <input type="hidden" name="serverId" value={server.id} />
          <input type="hidden" name="version" value={server.version} />
          <Combobox name="ownerId" label="Owner" hint="Answers for it." options={people} {...chosen(owner)} />
          <Combobox
            name="backupOwnerId"
            label="Backup owner"
            hint="Required in production."
            isOptional
            options={people}
            {...chosen(backupOwner)}
          />
        </FormDialog>
      }
    >
      <Facts
        items={[
          { label: "Owner", value: <OwnerLine owner={owner} missing="No owner" /> },
          { label: "Backup owner", value: <OwnerLine owner={backupOwner} missing="No backup owner" /> },
        ]}
      />
    </Section>
  );
}

function OwnerLine({ owner, missing }: { owner: Owner; missing: string }) {
  if (owner === null) return <MissingPerson label={missing} />;
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <Person name={owner.name} detail={owner.email} isStacked />
      {!owner.isActive && <Status meaning="danger">Has left</Status>}
    </span>
  );
}

function chosen(owner: Owner) {
  return owner === null ? {} : { defaultValue: owner.id };
}
