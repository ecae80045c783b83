import { FormDialog } from "#components/form/form-dialog.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CheckboxGroup } from "#components/ui/checkbox.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { saveGroupAction } from "./actions.ts";

interface Props {
  /** Null for a new one. */
  group: { id: string; name: string; description: string; version: number; members: { id: string }[] } | null;
  people: readonly { value: string; label: string; hint: string }[];
  /** Where the approval policy in force asks it, in words. */
  places: readonly string[];
  refusal: string | undefined;
}

/** Makes a group, or changes its name and who is in it. */
export function GroupDialog({ group, people, places, refusal }: Props) {
  const isNew = group === null;
  return (
    <FormDialog
      action={saveGroupAction}
      label={isNew ? "Add a group" : "Edit"}
      buttonSize={isNew ? "medium" : "small"}
      title={isNew ? "Add a group" : `Edit ${group.name}`}
      submitLabel={isNew ? "Add it" : "Save"}
      disabledReason={refusal}
    >
      {group !== null && (
        <>
          <input type="hidden" name="groupId" value={group.id} />
          <input type="hidden" name="version" value={group.version} />
        </>
      )}
      {places.length > 0 && (
        <Callout meaning="warning" title="The approval policy asks this group">
          <p className="[overflow-wrap:anywhere]">
            {places.join("; ")}. Whoever you take out answers there no more. With too few people left, nothing
            is approved there until somebody is added.
          </p>
        </Callout>
      )}
      <TextField name="name" label="Name" defaultValue={group?.name} />
      <TextField name="description" label="What it is for" defaultValue={group?.description} isOptional />
      <CheckboxGroup
        name="memberIds"
        label="People"
        options={people}
        defaultValues={group?.members.map(({ id }) => id) ?? []}
        className="max-h-80 overflow-y-auto"
        isOptional
      />
    </FormDialog>
  );
}
