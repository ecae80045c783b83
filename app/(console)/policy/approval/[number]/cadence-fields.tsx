import { Plus } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import {
  CADENCE_RULES_MAX,
  type CadenceRule,
  type ReviewCadence,
} from "#lib/policy/approval/review-terms.ts";
import { CadenceRuleFields } from "./cadence-rule-fields.tsx";

const AT = "document.reviewCadence";

/** How often servers are reviewed, and what happens when one is not. */
export function CadenceFields(props: { cadence: ReviewCadence; onChange: (cadence: ReviewCadence) => void }) {
  const { cadence, onChange } = props;
  const { rules, warnDays, suspendAfterDays } = cadence;
  const setRules = (changed: CadenceRule[]) => onChange({ ...cadence, rules: changed });
  return (
    <fieldset
      id="part-reviewCadence"
      className="grid scroll-mt-20 gap-4 rounded-medium border border-line p-4"
    >
      <legend className="px-1 font-strong">How often servers are reviewed</legend>
      <p className="text-ink-muted">
        Rules are tried from the top; the first that fits a server says how often. Nothing ticked stands for
        anything.
      </p>
      {rules.map((rule, index) => (
        <CadenceRuleFields
          key={rule.id}
          rule={rule}
          index={index}
          isLast={index === rules.length - 1}
          onChange={(changed) => setRules(rules.with(index, changed))}
          onMove={
            index === 0 || index === rules.length - 1
              ? null
              : () => setRules(rules.toSpliced(index, 1).toSpliced(index - 1, 0, rule))
          }
          onRemove={index === rules.length - 1 ? null : () => setRules(rules.toSpliced(index, 1))}
        />
      ))}
      {rules.length < CADENCE_RULES_MAX && (
        <div>
          <Button size="small" icon={<Plus />} onClick={() => setRules([newRule(rules), ...rules])}>
            Add a review rule at the top
          </Button>
        </div>
      )}
      <div className="grid gap-4 border-line border-t pt-3 sm:grid-cols-2">
        <TextField
          name={`${AT}.warnDays`}
          label="Tell owners so many days before"
          hint="A change of these rules leaves every owner at least as many."
          type="number"
          inputMode="numeric"
          min={1}
          value={warnDays}
          onChange={(event) => onChange({ ...cadence, warnDays: Number(event.target.value) })}
        />
        <TextField
          name={`${AT}.suspendAfterDays`}
          label="Suspend high-impact grants when overdue by so many days"
          hint="Empty for never. They go on when the server was reviewed."
          type="number"
          inputMode="numeric"
          min={1}
          isOptional
          value={suspendAfterDays ?? ""}
          onChange={(event) => onChange({ ...cadence, suspendAfterDays: daysOf(event.target.value) })}
        />
      </div>
    </fieldset>
  );
}

function daysOf(typed: string): number | null {
  return typed.trim() === "" ? null : Number(typed);
}

function newRule(rules: readonly CadenceRule[]): CadenceRule {
  let place = rules.length + 1;
  while (rules.some(({ id }) => id === `cadence-${place}`)) place += 1;
  return {
    id: `cadence-${place}`,
    when: { environments: ["production"], impacts: ["regulated"], criticalities: [] },
    everyDays: 30,
  };
}
