"use client";

import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { LeaveGuard } from "#components/frame/leave-guard.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { ApprovalPolicy, ApprovalRule } from "#lib/policy/approval/policy-document.ts";
import type { PolicyProblem } from "#lib/policy/approval/policy-problems.ts";
import { editPolicyAction } from "../actions.ts";
import { BreakGlassFields } from "./break-glass-fields.tsx";
import { CadenceFields } from "./cadence-fields.tsx";
import type { Choices } from "./choices.ts";
import { OtherFields } from "./other-fields.tsx";
import { PaceFields } from "./pace-fields.tsx";
import { placeInWords } from "./place-in-words.ts";
import { RuleFields } from "./rule-fields.tsx";
import { useTellUnsaved } from "./unsaved.ts";

interface Props extends Choices {
  number: number;
  /** The version of the row that is on the screen. */
  version: number;
  saved: ApprovalPolicy;
  summary: string;
  /** What stands in the way of what is saved. */
  problems: readonly PolicyProblem[];
}

/** The whole document as a form. It is kept here until it is saved, and sent as one. */
export function PolicyEditor({ number, version, saved, summary, problems, people, groups }: Props) {
  const [policy, setPolicy] = useState(saved);
  const setRules = (rules: ApprovalRule[]) => setPolicy({ ...policy, rules });
  const [words, setWords] = useState(summary);
  const isChanged = words.trim() !== summary.trim() || JSON.stringify(policy) !== JSON.stringify(saved);
  useTellUnsaved(isChanged);
  const newName = useRef<HTMLInputElement>(null);
  function addRule() {
    flushSync(() => setRules([newRule(policy.rules), ...policy.rules]));
    newName.current?.focus();
    newName.current?.scrollIntoView({ block: "center" });
  }
  return (
    <Section
      title="Edit the draft"
      description="Rules are tried from the top; the first that fits decides. The last one is for everything else."
    >
      <Form action={editPolicyAction}>
        <input type="hidden" name="number" value={number} />
        <input type="hidden" name="version" value={version} />
        <input type="hidden" name="document" value={JSON.stringify(policy)} />
        <TextField
          name="summary"
          label="What changes, and why"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          isOptional
          maxLength={2000}
        />
        <div>
          <Button icon={<Plus />} onClick={addRule}>
            Add a rule at the top
          </Button>
        </div>
        <ol className="grid gap-4">
          {policy.rules.map((rule, index) => (
            <li key={rule.id}>
              <RuleFields
                rule={rule}
                index={index}
                nameRef={index === 0 ? newName : undefined}
                choices={{ people, groups }}
                problems={problemsOf(rule, saved, problems)}
                onChange={(changed) => setRules(policy.rules.with(index, changed))}
                onMove={
                  index === 0 || index === policy.rules.length - 1
                    ? null
                    : () => setRules(moved(policy.rules, index))
                }
                onRemove={policy.rules.length === 1 ? null : () => setRules(policy.rules.toSpliced(index, 1))}
              />
            </li>
          ))}
        </ol>
        <OtherFields policy={policy} choices={{ people, groups }} onChange={setPolicy} />
        <BreakGlassFields
          terms={policy.breakGlass}
          choices={{ people, groups }}
          onChange={(breakGlass) => setPolicy({ ...policy, breakGlass })}
        />
        <CadenceFields
          cadence={policy.reviewCadence}
          onChange={(reviewCadence) => setPolicy({ ...policy, reviewCadence })}
        />
        <PaceFields
          pace={policy.reviewPace}
          onChange={(reviewPace) => setPolicy({ ...policy, reviewPace })}
        />
        <LeaveGuard isOn={isChanged} title="Leave without saving?" leaveLabel="Leave without saving">
          What you changed in this draft is not saved, and is lost when you leave. The draft stays as it was
          saved.
        </LeaveGuard>
        <FormActions>
          <SubmitButton>{isChanged ? "Save the draft" : "Save"}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

/** Those of one rule, wherever it has been moved to since it was saved. */
function problemsOf(rule: ApprovalRule, saved: ApprovalPolicy, problems: readonly PolicyProblem[]) {
  const index = saved.rules.findIndex(({ id }) => id === rule.id);
  return problems
    .filter(({ at }) => at.startsWith(`rules.${index}.`))
    .map(({ at, reason }) => ({ place: placeInWords(at), reason }));
}

/** One place up. */
function moved(rules: readonly ApprovalRule[], index: number): ApprovalRule[] {
  const [rule] = rules.slice(index, index + 1);
  return rule === undefined ? [...rules] : rules.toSpliced(index, 1).toSpliced(index - 1, 0, rule);
}

function newRule(rules: readonly ApprovalRule[]): ApprovalRule {
  let place = rules.length + 1;
  while (rules.some(({ id }) => id === `rule-${place}`)) place += 1;
  return {
    id: `rule-${place}`,
    name: `Rule ${place}`,
    when: {
      kinds: [],
      impacts: ["regulated"],
      environments: ["production"],
      dataClasses: [],
      criticalities: [],
    },
    stages: [
      {
        name: "Risk approval",
        from: [{ kind: "role", role: "approver" }],
        quorum: 1,
        needsStepUp: false,
        needsReason: true,
      },
    ],
    isAutomatic: false,
    needsDistinctPeople: true,
    daysMax: 30,
  };
}
