import { Plus } from "lucide-react";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { CheckboxGroup } from "#components/ui/checkbox.tsx";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import { seenClientKey } from "#lib/discovery/client-name.ts";
import type { SeenClientItem } from "#lib/discovery/queries/list-seen-clients.ts";
import { hasRole, type PersonActor } from "#lib/kernel/actor.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";
import { registerSeenClientsAction } from "./actions.ts";

interface Props {
  clients: readonly SeenClientItem[];
  people: readonly ComboboxOption[];
  actor: PersonActor;
}

/** Puts clients of this page on record: all that are not yet, unless some are left out. */
export function RegisterSeen({ clients, people, actor }: Props) {
  const fresh = clients.filter(({ consumer }) => consumer === null);
  return (
    <FormDialog
      action={registerSeenClientsAction}
      label="Put on record"
      variant="primary"
      icon={<Plus aria-hidden="true" />}
      disabledReason={whyNot(actor, fresh.length)}
      title="Put clients on record"
      description="Each becomes a consumer. It may use nothing until somebody asks for its access and that is approved."
      submitLabel="Put on record"
    >
      <CheckboxGroup
        name="clients"
        label="Clients"
        className="max-h-72 overflow-auto"
        options={fresh.map((client) => ({ value: seenClientKey(client), label: client.name }))}
        defaultValues={fresh.map(seenClientKey)}
      />
      {hasRole(actor, "admin") ? (
        <Combobox name="ownerId" label="Owner of all of them" options={people} defaultValue={actor.userId} />
      ) : (
        <input type="hidden" name="ownerId" value={actor.userId} />
      )}
    </FormDialog>
  );
}

function whyNot(actor: PersonActor, count: number): string | undefined {
  if (!isPermitted(actor, "consumer:manage"))
    return "Only an administrator or a member puts consumers on record.";
  return count === 0 ? "Every client of this page is on record." : undefined;
}
