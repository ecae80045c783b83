import { Link2 } from "lucide-react";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Select } from "#components/ui/select.tsx";
import { seenClientKey } from "#lib/discovery/client-name.ts";
import type { SeenClientItem } from "#lib/discovery/queries/list-seen-clients.ts";
import type { ConsumerItem } from "#lib/inventory/consumer-view.ts";
import { hasRole, type PersonActor } from "#lib/kernel/actor.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";
import { linkSeenClientAction } from "./actions.ts";

interface Props {
  clients: readonly SeenClientItem[];
  consumers: readonly ConsumerItem[];
  actor: PersonActor;
}

/** Says of a consumer on record that it is one of this page's clients. */
export function LinkSeen({ clients, consumers, actor }: Props) {
  const fresh = clients.filter(({ consumer }) => consumer === null);
  const own = consumers.filter(({ owner }) => hasRole(actor, "admin") || owner?.id === actor.userId);
  return (
    <FormDialog
      action={linkSeenClientAction}
      label="Link to a consumer"
      icon={<Link2 aria-hidden="true" />}
      disabledReason={whyNot(actor, fresh.length, own.length)}
      title="Link a client to a consumer"
      description="For one that is on record already. What it may use stays as it was approved."
      size="small"
      submitLabel="Link"
    >
      <Select
        name="client"
        label="Client"
        placeholder="Choose one"
        options={fresh.map((client) => ({ value: seenClientKey(client), label: client.name }))}
      />
      <Combobox
        name="consumerId"
        label="Consumer"
        options={own.map(({ id, name, owner }) => ({
          value: id,
          label: name,
          ...(owner === null ? {} : { hint: owner.name }),
        }))}
      />
    </FormDialog>
  );
}

function whyNot(actor: PersonActor, clients: number, consumers: number): string | undefined {
  if (!isPermitted(actor, "consumer:manage")) return "Only an administrator or a member links consumers.";
  if (clients === 0) return "Every client of this page is on record.";
  return consumers === 0 ? "No consumer is on record that you may link." : undefined;
}
