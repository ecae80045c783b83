import { Plus } from "lucide-react";
import { cookies } from "next/headers";
import { inWords } from "#app/in-words.ts";
import { ProblemState } from "#app/problem-state.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { answer } from "#lib/doors/page.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { CONSUMER_KINDS } from "#lib/inventory/model.ts";
import { hasRole, type PersonActor } from "#lib/kernel/actor.ts";
import { toPersonOptions } from "../person-options.ts";
import { GrantTable } from "./grant-table.tsx";
import { addConsumerAction } from "./part-actions.ts";
import type { TabProps } from "./tab-props.ts";

/** Who may use the server's enabled tools, until when and why. */
export async function ConsumersTab({ server, now }: TabProps) {
  const found = await answer((actor) =>
    Promise.all([listServerGrants(actor, { serverId: server.id }), listUsers(actor, {})]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [grants, people] = found.data;
  return (
    <GrantTable
      rows={grants.items.filter((grant) => grant.kind === "access")}
      now={now}
      toolbar={
        <>
          <LinkButton href={`/servers/${server.slug}/request`}>Ask to let a consumer in</LinkButton>
          <AddConsumer people={toPersonOptions(people)} actor={found.actor} />
        </>
      }
      emptyTitle="No consumer may use this server"
      emptyWords="Ask for access for an agent, an application, a service or a person; an approver decides."
      preferences={parseTablePreferences((await cookies()).get(tableCookie("server-grants"))?.value)}
    />
  );
}

function AddConsumer({ people, actor }: { people: readonly ComboboxOption[]; actor: PersonActor }) {
  const mayAdd = hasRole(actor, "admin") || hasRole(actor, "member");
  return (
    <FormDialog
      action={addConsumerAction}
      label="Add a consumer"
      icon={<Plus aria-hidden="true" />}
      disabledReason={mayAdd ? undefined : "Only an administrator or a member adds consumers."}
      title="Add a consumer"
      description="It is put on record. It may use nothing until somebody asks for its access and that is approved."
      submitLabel="Add"
    >
      <TextField name="name" label="Name" placeholder="Support agent" />
      <Select
        name="kind"
        label="Kind"
        placeholder="Choose one"
        options={CONSUMER_KINDS.map((value) => ({ value, label: inWords(value) }))}
      />
      {hasRole(actor, "admin") && (
        <Combobox name="ownerId" label="Owner" options={people} defaultValue={actor.userId} />
      )}
    </FormDialog>
  );
}
