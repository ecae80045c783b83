import { Plus } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { daysOf, type ReviewStage, STAGES_MAX } from "#lib/reviews/campaign-definition.ts";
import type { FieldsProps } from "./fields-props.ts";
import { fallbackOptions, readFallback, sourceKey } from "./sources.ts";
import { StageFields } from "./stage-fields.tsx";

/** Who answers, stage by stage, and who does where nobody of a stage can. */
export function StagesFields({ definition, choices, onChange }: FieldsProps) {
  const { stages, fallback } = definition;
  const setStages = (changed: ReviewStage[]) => onChange({ ...definition, stages: changed });
  const days = daysOf(definition);
  return (
    <>
      <ol className="grid gap-4">
        {stages.map((stage, position) => (
          // Stages have no name of their own before they are named; what is typed is held here, not in them.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={position}>
            <StageFields
              stage={stage}
              at={`definition.stages.${position}`}
              position={position}
              choices={choices}
              onChange={(changed) => setStages(stages.with(position, changed))}
              onRemove={stages.length === 1 ? null : () => setStages(withoutStage(stages, position))}
            />
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          icon={<Plus />}
          onClick={() => setStages([...stages, nextStage(stages.length)])}
          disabledReason={
            stages.length >= STAGES_MAX ? `A review has at most ${STAGES_MAX} stages.` : undefined
          }
        >
          Add a stage
        </Button>
        <p className="text-ink-muted">
          {days === 1 ? "One day" : `${days.toLocaleString("en")} days`} in all, from when it is started.
        </p>
      </div>
      <Select
        name="definition.fallback"
        label="Where nobody of a stage can answer"
        hint="Of several people, one is chosen for each server. Never a server's own people: they may be the ones that are gone."
        options={fallbackOptions(choices)}
        value={sourceKey(fallback)}
        onChange={(event) => {
          const chosen = readFallback(event.target.value);
          if (chosen !== null) onChange({ ...definition, fallback: chosen });
        }}
        className="max-w-lg"
      />
    </>
  );
}

/** The first stage always takes everything and has nothing before it. */
function withoutStage(stages: readonly ReviewStage[], position: number): ReviewStage[] {
  return stages
    .toSpliced(position, 1)
    .map((stage, place) => (place === 0 ? { ...stage, takes: "all" as const } : stage));
}

function nextStage(count: number): ReviewStage {
  return {
    name: count === 1 ? "Second stage" : "Third stage",
    reviewers: [{ kind: "role", role: "approver" }],
    days: 7,
    sees: "answers_and_reasons",
    takes: "high_risk",
  };
}
