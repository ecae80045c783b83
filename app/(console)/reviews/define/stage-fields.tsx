import { Trash2 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { type ReviewStage, STAGE_DAYS_MAX } from "#lib/reviews/campaign-definition.ts";
import type { Choices } from "./choices.ts";
import { ReviewerFields } from "./reviewer-fields.tsx";
import { SEES_WORDS, TAKES_WORDS } from "./stage-words.ts";

/** One stage: who answers, for how long, and what comes to it. */
export function StageFields(props: {
  stage: ReviewStage;
  /** Its place in the definition, where messages point. */
  at: string;
  position: number;
  choices: Choices;
  onChange: (stage: ReviewStage) => void;
  onRemove: (() => void) | null;
}) {
  const { stage, at, position, choices, onChange, onRemove } = props;
  return (
    <fieldset className="grid gap-4 rounded-medium border border-line p-4">
      <legend className="px-1 font-strong">Stage {position + 1}</legend>
      <div className="grid gap-4 sm:grid-cols-[1fr_10rem]">
        <TextField
          name={`${at}.name`}
          label="Name"
          maxLength={120}
          value={stage.name}
          onChange={(event) => onChange({ ...stage, name: event.target.value })}
        />
        <TextField
          name={`${at}.days`}
          label="Days to answer"
          type="number"
          inputMode="numeric"
          min={1}
          max={STAGE_DAYS_MAX}
          value={stage.days}
          onChange={(event) => onChange({ ...stage, days: Number(event.target.value) })}
        />
      </div>
      <ReviewerFields
        at={`${at}.reviewers`}
        reviewers={stage.reviewers}
        choices={choices}
        onChange={(reviewers) => onChange({ ...stage, reviewers })}
      />
      {position > 0 && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            name={`${at}.takes`}
            label="What comes to it"
            hint="What nobody answered always comes too."
            options={optionsOf(TAKES_WORDS)}
            value={stage.takes}
            onChange={(event) => onChange({ ...stage, takes: read(TAKES_WORDS, event.target.value) })}
          />
          <Select
            name={`${at}.sees`}
            label="What it sees of the stages before"
            options={optionsOf(SEES_WORDS)}
            value={stage.sees}
            onChange={(event) => onChange({ ...stage, sees: read(SEES_WORDS, event.target.value) })}
          />
        </div>
      )}
      {onRemove !== null && (
        <div>
          <Button size="small" icon={<Trash2 />} onClick={onRemove}>
            Remove stage {position + 1}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function optionsOf(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

/** A select gives back one of the values it was given. */
function read<Value extends string>(words: Readonly<Record<Value, string>>, value: string): Value {
  return Object.hasOwn(words, value) ? (value as Value) : (Object.keys(words)[0] as Value);
}
