import { Plus } from "lucide-react";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { addScopeAction, removeScopeAction } from "./part-actions.ts";
import { BREADTHS } from "./scope-breadths.ts";

/** Records what was found: a statement of fact, and no grant. */
export function AddScope({ serverId, refusal }: { serverId: string; refusal: string | undefined }) {
  return (
    <FormDialog
      action={addScopeAction}
      label="Record a scope"
      icon={<Plus aria-hidden="true" />}
      buttonSize="small"
      disabledReason={refusal}
      title="Record a scope that the server holds"
      description="This says what was found; it grants nothing. What was approved for the server is suspended, and the scope counts as not granted until somebody approves it."
      submitLabel="Record"
    >
      <input type="hidden" name="serverId" value={serverId} />
      <TextField name="name" label="Scope" isMono placeholder="repo:read" />
      <TextField name="system" label="System" isOptional placeholder="GitHub" />
      <RadioGroup name="breadth" label="Breadth" options={BREADTHS} defaultValue="narrow" />
    </FormDialog>
  );
}

/** Takes off the record what is gone downstream. */
export function RemoveScope(props: {
  serverId: string;
  scope: { id: string; name: string };
  refusal: string | undefined;
}) {
  return (
    <FormDialog
      action={removeScopeAction}
      label="Remove"
      variant="ghost"
      buttonSize="small"
      disabledReason={props.refusal}
      title={`Take ${props.scope.name} off the record?`}
      description="Do this once the scope is gone downstream. What was approved for the server is suspended and asked for again."
      size="small"
      submitLabel="Remove the scope"
      isDangerous
    >
      <input type="hidden" name="serverId" value={props.serverId} />
      <input type="hidden" name="scopeId" value={props.scope.id} />
    </FormDialog>
  );
}
