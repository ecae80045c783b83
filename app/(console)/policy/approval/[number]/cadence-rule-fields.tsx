import { ArrowUp, Trash2 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { IMPACTS } from "#lib/inventory/impact.ts";
import { CRITICALITIES, ENVIRONMENTS } from "#lib/inventory/model.ts";
import type { CadenceRule, CadenceScope } from "#lib/policy/approval/review-terms.ts";
import { ScopeBoxes } from "./scope-boxes.tsx";

const SCOPES = [
  { field: "environments", label: "Environment", values: ENVIRONMENTS },
  { field: "criticalities", label: "Criticality", values: CRITICALITIES },
  { field: "impacts", label: "Gravest enabled tool", values: IMPACTS },
] as const satisfies readonly { field: keyof CadenceScope; label: string; values: readonly string[] }[];

/** For which servers, and how often those are reviewed. */
export function CadenceRuleFields(props: {
  rule: CadenceRule;
  index: number;
  /** The last is for everything else, so it has nothing to choose. */
  isLast: boolean;
  onChange: (rule: CadenceRule) => void;
  /** One place up; null where it cannot. */
  onMove: (() => void) | null;
  onRemove: (() => void) | null;
}) {
  const { rule, index, isLast, onChange, onMove, onRemove } = props;
  return (
    <fieldset className="grid gap-3 border-line border-t pt-3">
      <legend className="float-left font-strong">{isLast ? "Everything else" : `${index + 1}`}</legend>
      <div className="grid gap-x-6 gap-y-3 sm:grid-cols-[1fr_9rem]">
        <div className="grid content-start gap-3">
          {isLast && Object.values(rule.when).every((list) => list.length === 0) ? (
            <p className="text-ink-muted">Servers that no rule above is for.</p>
          ) : (
            SCOPES.map(({ field, label, values }) => (
              <ScopeBoxes
                key={field}
                label={label}
                values={values}
                chosen={rule.when[field]}
                onChange={(chosen) =>
                  // Values come from the list of the very field.
                  onChange({ ...rule, when: { ...rule.when, [field]: chosen } as CadenceScope })
                }
              />
            ))
          )}
        </div>
        <TextField
          name={`document.reviewCadence.rules.${index}.everyDays`}
          label="Every so many days"
          type="number"
          inputMode="numeric"
          min={1}
          value={rule.everyDays}
          onChange={(event) => onChange({ ...rule, everyDays: Number(event.target.value) })}
        />
      </div>
      {(onMove !== null || onRemove !== null) && (
        <div className="flex flex-wrap gap-2">
          {onMove !== null && (
            <Button size="small" icon={<ArrowUp />} onClick={onMove}>
              Move review rule {index + 1} up
            </Button>
          )}
          {onRemove !== null && (
            <Button size="small" icon={<Trash2 />} onClick={onRemove}>
              Remove review rule {index + 1}
            </Button>
          )}
        </div>
      )}
    </fieldset>
  );
}
