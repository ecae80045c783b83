import { ArrowUp, Plus, Trash2 } from "lucide-react";
import type { Ref } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { cn } from "#components/ui/class-names.ts";
import { TextField } from "#components/ui/text-field.tsx";
import { IMPACTS } from "#lib/inventory/impact.ts";
import { CRITICALITIES, DATA_CLASSES, ENVIRONMENTS } from "#lib/inventory/model.ts";
import {
  type ApprovalRule,
  REQUEST_KINDS,
  type RuleScope,
  STAGES_MAX,
} from "#lib/policy/approval/policy-document.ts";
import type { Choices } from "./choices.ts";
import { ruleAnchor } from "./place-in-words.ts";
import { ScopeBoxes } from "./scope-boxes.tsx";
import { StageFields } from "./stage-fields.tsx";

const SCOPES = [
  { field: "kinds", label: "What is asked", values: REQUEST_KINDS },
  { field: "impacts", label: "Impact", values: IMPACTS },
  { field: "environments", label: "Environment", values: ENVIRONMENTS },
  { field: "criticalities", label: "Criticality", values: CRITICALITIES },
  { field: "dataClasses", label: "Data on the server (any of)", values: DATA_CLASSES },
] as const satisfies readonly { field: keyof RuleScope; label: string; values: readonly string[] }[];

/** One rule: what it is for, who decides, and for how long. */
export function RuleFields(props: {
  rule: ApprovalRule;
  index: number;
  /** The field of its name, for who leads there. */
  nameRef: Ref<HTMLInputElement> | undefined;
  choices: Choices;
  /** What stands in its way as it was saved, with the place in words. */
  problems: readonly { place: string; reason: string }[];
  onChange: (rule: ApprovalRule) => void;
  /** One place up; null where it cannot. */
  onMove: (() => void) | null;
  onRemove: (() => void) | null;
}) {
  const { rule, index, choices, problems, onChange, onMove, onRemove } = props;
  const at = `document.rules.${index}`;
  const stages = rule.isAutomatic ? [] : rule.stages;
  return (
    <fieldset
      id={ruleAnchor(rule.id)}
      className={cn(
        "grid scroll-mt-20 gap-4 rounded-medium border p-4",
        problems.length > 0 ? "border-danger" : "border-line",
      )}
    >
      <legend className="px-1 font-strong">
        Rule {index + 1}: {rule.name}
      </legend>
      {problems.map(({ place, reason }) => (
        <p key={`${place} ${reason}`} className="text-danger">
          {place}: {reason}
        </p>
      ))}
      <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
        <TextField
          name={`${at}.name`}
          label="Name"
          ref={props.nameRef}
          value={rule.name}
          onChange={(event) => onChange({ ...rule, name: event.target.value })}
        />
        <TextField
          name={`${at}.daysMax`}
          label="At most, days"
          type="number"
          inputMode="numeric"
          value={rule.daysMax}
          onChange={(event) => onChange({ ...rule, daysMax: Number(event.target.value) })}
        />
      </div>
      <div className="grid gap-3">
        <p className="text-ink-muted">
          For requests where all of this holds; nothing ticked stands for anything.
        </p>
        {SCOPES.map(({ field, label, values }) => (
          <ScopeBoxes
            key={field}
            label={label}
            values={values}
            chosen={rule.when[field]}
            onChange={(chosen) =>
              // Values come from the list of the very field.
              onChange({ ...rule, when: { ...rule.when, [field]: chosen } as RuleScope })
            }
          />
        ))}
      </div>
      <Checkbox
        name={`${at}.isAutomatic`}
        label="Grant automatically: nobody is asked, and it is recorded as such"
        hint="Only for what just reads, outside production."
        defaultChecked={rule.isAutomatic}
        onChange={(isAutomatic) =>
          onChange({ ...rule, isAutomatic, stages: isAutomatic ? [] : [newStage(rule)] })
        }
      />
      {stages.map((stage, position) => (
        <StageFields
          // A stage is its place in the order.
          // biome-ignore lint/suspicious/noArrayIndexKey: stages have no other identity
          key={position}
          stage={stage}
          at={`${at}.stages.${position}`}
          position={position}
          choices={choices}
          onChange={(changed) => onChange({ ...rule, stages: stages.with(position, changed) })}
          onRemove={
            stages.length === 1 ? null : () => onChange({ ...rule, stages: stages.toSpliced(position, 1) })
          }
        />
      ))}
      {stages.length > 1 && (
        <Checkbox
          name={`${at}.needsDistinctPeople`}
          label="Different people in each stage"
          defaultChecked={rule.needsDistinctPeople}
          onChange={(needsDistinctPeople) => onChange({ ...rule, needsDistinctPeople })}
        />
      )}
      <div className="flex flex-wrap gap-2">
        {!rule.isAutomatic && stages.length < STAGES_MAX && (
          <Button
            size="small"
            icon={<Plus />}
            onClick={() => onChange({ ...rule, stages: [...stages, newStage(rule)] })}
          >
            Add a stage
          </Button>
        )}
        {onMove !== null && (
          <Button size="small" icon={<ArrowUp />} onClick={onMove}>
            Move rule {index + 1} up
          </Button>
        )}
        {onRemove !== null && (
          <Button size="small" icon={<Trash2 />} onClick={onRemove}>
            Remove rule {index + 1}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

function newStage({ stages }: ApprovalRule) {
  return {
    name: stages.length === 0 ? "Risk approval" : `Stage ${stages.length + 1}`,
    from: [{ kind: "role" as const, role: "approver" as const }],
    quorum: 1,
    needsStepUp: false,
    needsReason: true,
  };
}
