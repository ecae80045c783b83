"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { REVIEW_RISKS } from "#lib/reviews/campaign-definition.ts";
import type { listTriggers } from "#lib/reviews/queries/list-triggers.ts";
import { IDLE_DAYS_MAX, TRIGGER_DAYS_MAX } from "#lib/reviews/trigger.ts";
import type { Choices } from "../../../define/choices.ts";
import { ReviewerFields } from "../../../define/reviewer-fields.tsx";
import { fallbackOptions, readFallback, sourceKey } from "../../../define/sources.ts";
import { changeTriggerAction } from "../../actions.ts";

type Trigger = Awaited<ReturnType<typeof listTriggers>>[number];

/** On or off, how long its reviewers have, who they are, and what no response means. */
export function TriggerForm({ trigger, choices }: { trigger: Trigger; choices: Choices }) {
  const [terms, setTerms] = useState(trigger.terms);
  return (
    <Form action={changeTriggerAction} className="gap-6">
      <input type="hidden" name="kind" value={trigger.kind} />
      <input type="hidden" name="version" value={trigger.version} />
      <input type="hidden" name="terms" value={JSON.stringify(terms)} />
      <Section title="Whether it opens reviews">
        <div className="grid gap-4">
          <Checkbox
            name="isOn"
            label="Open a review when this happens"
            hint={
              trigger.isOn
                ? "Turned off, it opens no more; reviews that are open go on."
                : "What happened before it is turned on opens nothing."
            }
            defaultChecked={trigger.isOn}
          />
          {trigger.kind === "idle" && (
            <DaysField
              name="terms.idleDays"
              label="Days without use"
              value={terms.idleDays}
              max={IDLE_DAYS_MAX}
              onChange={(idleDays) => setTerms({ ...terms, idleDays })}
            />
          )}
        </div>
      </Section>
      <Section title="Who answers">
        <div className="grid gap-4">
          <DaysField
            name="terms.days"
            label="Days to answer"
            value={terms.days}
            max={TRIGGER_DAYS_MAX}
            onChange={(days) => setTerms({ ...terms, days })}
          />
          <ReviewerFields
            at="terms.reviewers"
            reviewers={terms.reviewers}
            choices={choices}
            onChange={(reviewers) => setTerms({ ...terms, reviewers })}
          />
          <Select
            name="terms.fallback"
            label="Where nobody of them can"
            options={fallbackOptions(choices)}
            value={sourceKey(terms.fallback)}
            onChange={(event) =>
              setTerms({ ...terms, fallback: readFallback(event.target.value) ?? terms.fallback })
            }
            className="max-w-lg"
          />
        </div>
      </Section>
      <Section
        title="When nobody answers"
        description="No response is never recorded as a decision; this says only what closing does then."
      >
        <div className="grid gap-4 sm:grid-cols-3">
          {REVIEW_RISKS.map((risk) => (
            <Select
              key={risk}
              name={`terms.noResponse.${risk}`}
              label={RISK_WORDS[risk]}
              options={NO_RESPONSE}
              value={terms.noResponse[risk]}
              onChange={(event) => {
                const answer = event.target.value === "keep" ? ("keep" as const) : ("revoke" as const);
                setTerms({ ...terms, noResponse: { ...terms.noResponse, [risk]: answer } });
              }}
            />
          ))}
        </div>
      </Section>
      <FormActions isStuck>
        <LinkButton href="/reviews/schedules">Cancel</LinkButton>
        <SubmitButton>Save</SubmitButton>
      </FormActions>
    </Form>
  );
}

const RISK_WORDS = { low: "Low risk", medium: "Medium risk", high: "High risk" } as const;

const NO_RESPONSE = [
  { value: "revoke", label: "End it" },
  { value: "keep", label: "Leave it in force" },
];

function DaysField(props: {
  name: string;
  label: string;
  value: number;
  max: number;
  onChange: (days: number) => void;
}) {
  return (
    <TextField
      name={props.name}
      label={props.label}
      type="number"
      inputMode="numeric"
      min={1}
      max={props.max}
      value={props.value === 0 ? "" : props.value}
      onChange={(event) => props.onChange(Number(event.target.value))}
      className="max-w-40"
    />
  );
}
