import { Checkbox } from "#components/ui/checkbox.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { IMPACTS } from "#lib/inventory/impact.ts";
import { ENVIRONMENTS } from "#lib/inventory/model.ts";
import { type BreakGlassTerms, GLASS_HOURS_MAX } from "#lib/policy/approval/policy-document.ts";
import type { Choices } from "./choices.ts";
import { ScopeBoxes } from "./scope-boxes.tsx";
import { SourceFields } from "./source-fields.tsx";

const AT = "document.breakGlass";

/** Nobody is named at first: whoever turns it on says who. */
const AT_FIRST: BreakGlassTerms = {
  from: [],
  hoursMax: 4,
  needsStepUp: true,
  impacts: [],
  environments: [],
  reviewFrom: [
    { kind: "role", role: "approver" },
    { kind: "role", role: "admin" },
  ],
  reviewWithinHours: GLASS_HOURS_MAX,
};

/** Whether anybody may have at once what they ask for, for what, and who reviews it afterwards. */
export function BreakGlassFields(props: {
  terms: BreakGlassTerms | null;
  choices: Choices;
  onChange: (terms: BreakGlassTerms | null) => void;
}) {
  const { terms, choices, onChange } = props;
  return (
    <fieldset id="part-breakGlass" className="grid scroll-mt-20 gap-4 rounded-medium border border-line p-4">
      <legend className="px-1 font-strong">Break glass</legend>
      <Checkbox
        name={AT}
        label="Let named people have at once what they ask for, in an emergency"
        hint="Everybody skipped is told, two others review it, and it ends by itself."
        defaultChecked={terms !== null}
        onChange={(isOn) => onChange(isOn ? AT_FIRST : null)}
      />
      {terms !== null && <Terms terms={terms} choices={choices} onChange={onChange} />}
    </fieldset>
  );
}

function Terms(props: {
  terms: BreakGlassTerms;
  choices: Choices;
  onChange: (terms: BreakGlassTerms) => void;
}) {
  const { terms, choices, onChange } = props;
  const hours = (field: "hoursMax" | "reviewWithinHours", label: string, hint: string) => (
    <TextField
      name={`${AT}.${field}`}
      label={label}
      hint={hint}
      type="number"
      inputMode="numeric"
      min={1}
      max={GLASS_HOURS_MAX}
      value={terms[field]}
      onChange={(event) => onChange({ ...terms, [field]: Number(event.target.value) })}
    />
  );
  return (
    <>
      <SourceFields
        label="Who may: anybody who is one of these and may ask for the same"
        at={`${AT}.from`}
        from={terms.from}
        choices={choices}
        withOwners={false}
        onChange={(from) => onChange({ ...terms, from })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        {hours(
          "hoursMax",
          "It lasts at most, hours",
          `${GLASS_HOURS_MAX} at most, counted from the use; then it ends by itself.`,
        )}
        {hours(
          "reviewWithinHours",
          "Reviewed within, hours",
          "Counted from the use too, and due also where it has ended before. Without two reviews by then, what is left of it is cut.",
        )}
      </div>
      <Checkbox
        name={`${AT}.needsStepUp`}
        label="With a fresh sign-in, five minutes old at most"
        defaultChecked={terms.needsStepUp}
        onChange={(needsStepUp) => onChange({ ...terms, needsStepUp })}
      />
      <div className="grid gap-3">
        <p className="text-ink-muted">For all of this; nothing ticked stands for anything.</p>
        <ScopeBoxes
          label="Impact"
          values={IMPACTS}
          chosen={terms.impacts}
          // Values come from the list of the very field.
          onChange={(impacts) => onChange({ ...terms, impacts: impacts as BreakGlassTerms["impacts"] })}
        />
        <ScopeBoxes
          label="Environment"
          values={ENVIRONMENTS}
          chosen={terms.environments}
          onChange={(environments) =>
            onChange({ ...terms, environments: environments as BreakGlassTerms["environments"] })
          }
        />
      </div>
      <SourceFields
        label="Who reviews it, beside whoever was skipped: two of these, never whoever used it"
        at={`${AT}.reviewFrom`}
        from={terms.reviewFrom}
        choices={choices}
        withOwners
        onChange={(reviewFrom) => onChange({ ...terms, reviewFrom })}
      />
    </>
  );
}
