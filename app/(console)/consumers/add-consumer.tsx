import { Plus } from "lucide-react";
import { FormDialog } from "#components/form/form-dialog.tsx";
import type { ComboboxOption } from "#components/ui/combobox.tsx";
import { hasRole, type PersonActor } from "#lib/kernel/actor.ts";
import { addConsumerAction } from "../servers/[slug]/part-actions.ts";
import { ConsumerFields } from "./consumer-fields.tsx";

/** Puts a consumer on record. */
export function AddConsumer(props: {
  people: readonly ComboboxOption[];
  actor: PersonActor;
  /** Why there is nothing to add one for. */
  refusal?: string | undefined;
}) {
  const { people, actor, refusal } = props;
  const mayAdd = hasRole(actor, "admin") || hasRole(actor, "member");
  return (
    <FormDialog
      action={addConsumerAction}
      label="Add a consumer"
      icon={<Plus aria-hidden="true" />}
      disabledReason={refusal ?? (mayAdd ? undefined : "Only an administrator or a member adds consumers.")}
      title="Add a consumer"
      description="It is put on record. It may use nothing until somebody asks for its access and that is approved."
      submitLabel="Add"
    >
      <ConsumerFields
        people={people}
        mayChooseOwner={hasRole(actor, "admin")}
        consumer={{ name: "", kind: "", ownerId: actor.userId }}
      />
    </FormDialog>
  );
}
