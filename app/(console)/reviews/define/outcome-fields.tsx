import { Combobox } from "#components/ui/combobox.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { BRAKE_PERCENT_MAX, type NoResponse, REVIEW_RISKS } from "#lib/reviews/campaign-definition.ts";
import type { FieldsProps } from "./fields-props.ts";

/** What closing does with what nobody answered, when answers say why, and who stands for the result. */
export function OutcomeFields({ definition, choices, onChange }: FieldsProps) {
  const { noResponse } = definition;
  return (
    <>
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-strong">When nobody answers</legend>
        <div className="grid gap-4 sm:grid-cols-3">
          {REVIEW_RISKS.map((risk) => (
            <Select
              key={risk}
              name={`definition.noResponse.${risk}`}
              label={RISK_WORDS[risk]}
              options={NO_RESPONSE}
              value={noResponse[risk]}
              onChange={(event) =>
                onChange({
                  ...definition,
                  noResponse: { ...noResponse, [risk]: readNoResponse(event.target.value) },
                })
              }
            />
          ))}
        </div>
        <p className="text-ink-faint text-small text-pretty">
          No response is never recorded as a decision; this says only what closing does then.
        </p>
      </fieldset>
      <RadioGroup
        name="definition.needsReason"
        label="When an answer says why"
        isInline
        defaultValue={definition.needsReason}
        options={NEEDS_REASON}
        onChange={(value) =>
          onChange({ ...definition, needsReason: value === "always" ? "always" : "high_risk" })
        }
      />
      <TextField
        name="definition.brakePercent"
        label="Brake, per cent"
        hint={`Closing stops and asks a second person when it would end more than this share of what is in force in its scope. At most ${BRAKE_PERCENT_MAX}.`}
        type="number"
        inputMode="numeric"
        min={1}
        max={BRAKE_PERCENT_MAX}
        value={definition.brakePercent}
        onChange={(event) => onChange({ ...definition, brakePercent: Number(event.target.value) })}
        className="max-w-lg"
      />
      <Combobox
        name="definition.signerId"
        label="Who signs the result"
        hint="Left empty: whoever manages reviews and answered nothing in this one."
        isOptional
        options={choices.people}
        {...(definition.signerId === null ? {} : { defaultValue: definition.signerId })}
        placeholder="Any administrator who had no part in it"
        onChange={(signerId) => onChange({ ...definition, signerId })}
        className="max-w-lg"
      />
    </>
  );
}

const RISK_WORDS = { low: "Low risk", medium: "Medium risk", high: "High risk" } as const;

const NO_RESPONSE = [
  { value: "revoke", label: "End it" },
  { value: "keep", label: "Leave it in force" },
];

const NEEDS_REASON = [
  {
    value: "high_risk",
    label: "High risk and removals",
    hint: "Keeping what is of low or medium risk takes one key.",
  },
  { value: "always", label: "Always", hint: "Every answer has a reason of its own." },
];

function readNoResponse(value: string): NoResponse {
  return value === "keep" ? "keep" : "revoke";
}
