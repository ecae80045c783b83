import { CheckboxGroup } from "#components/ui/checkbox.tsx";
import { newScopeFields } from "../../../servers/[slug]/request/scopes/new-scope-fields.ts";
import { NewScopeInputs } from "../../../servers/[slug]/request/scopes/new-scope-inputs.tsx";

export interface ScopeChoicesProps {
  /** On the server's record. */
  held: readonly { value: string; label: string; hint: string }[];
  heldIds: readonly string[];
  /** Those that the request asks for and the server does not hold yet. */
  wanted: readonly { name: string; system: string; breadth: string }[];
}

/** The scopes of a request that is sent again: those on record, and those to come on it. */
export function ScopeChoices({ held, heldIds, wanted }: ScopeChoicesProps) {
  return (
    <>
      {held.length > 0 && (
        <CheckboxGroup
          name="scopeIds"
          label="Scopes the server holds"
          isOptional
          options={held}
          defaultValues={heldIds}
          className="max-h-80 overflow-y-auto"
        />
      )}
      {wanted.map((typed, index) => (
        <NewScopeInputs
          key={newScopeFields(index).name}
          index={index}
          typed={typed}
          isOptional={held.length + wanted.length > 1}
        />
      ))}
    </>
  );
}
