import { TextField } from "#components/ui/text-field.tsx";
import { OVERDUE_DAYS_MAX, type OverdueTerms } from "#lib/reviews/campaign-definition.ts";
import type { FieldsProps } from "./fields-props.ts";

/** What happens to what is still unanswered when the last stage is over. */
export function OverdueFields({ definition, onChange }: FieldsProps) {
  const { overdue } = definition;
  const set = (changed: Partial<OverdueTerms>) =>
    onChange({ ...definition, overdue: { ...overdue, ...changed } });
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-strong">When time is up</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="definition.overdue.escalateAfterDays"
          label="Goes to others after, days"
          hint="To the backup owner, the owner's manager, then an administrator. Empty: to nobody."
          {...DAYS}
          value={overdue.escalateAfterDays ?? ""}
          onChange={(event) => set({ escalateAfterDays: readDays(event.target.value) })}
        />
        <TextField
          name="definition.overdue.closeAfterDays"
          label="Closes by itself after, days"
          hint="Empty: never. An administrator is asked to close it."
          {...DAYS}
          value={overdue.closeAfterDays ?? ""}
          onChange={(event) => set({ closeAfterDays: readDays(event.target.value) })}
        />
      </div>
    </fieldset>
  );
}

const DAYS = {
  isOptional: true,
  type: "number",
  inputMode: "numeric",
  min: 1,
  max: OVERDUE_DAYS_MAX,
} as const;

function readDays(typed: string): number | null {
  return typed === "" ? null : Number(typed);
}
