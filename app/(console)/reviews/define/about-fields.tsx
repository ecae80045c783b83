import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { FieldsProps } from "./fields-props.ts";

/** What people will know the review by, and why it is held. */
export function AboutFields({ definition, onChange }: FieldsProps) {
  return (
    <>
      <TextField
        name="definition.name"
        label="Name"
        hint="As its reviewers will know it: “Third quarter, production”."
        maxLength={120}
        value={definition.name}
        onChange={(event) => onChange({ ...definition, name: event.target.value })}
      />
      <Textarea
        name="definition.purpose"
        label="Purpose"
        hint="Why now: the quarter, an audit, an incident. Reviewers read it first."
        isOptional
        rows={2}
        maxLength={500}
        value={definition.purpose}
        onChange={(event) => onChange({ ...definition, purpose: event.target.value })}
      />
    </>
  );
}
