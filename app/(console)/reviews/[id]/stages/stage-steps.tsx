import { Section } from "#components/ui/section.tsx";
import { type Stage, Stages } from "#components/ui/stages.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CampaignDefinition } from "#lib/reviews/campaign-definition.ts";
import type { StagesNow } from "./stages.ts";

interface Props {
  stages: StagesNow;
  definition: CampaignDefinition;
  now: string;
}

/** The stages in their order, and which one is open. */
export function StageSteps({ stages, definition, now }: Props) {
  return (
    <Section title="Stages">
      <Stages
        label="Stages of this review"
        stages={definition.stages.map((stage, index) => ({
          label: stage.name,
          state: stateOf(index + 1, stages),
          detail: isOpen(index + 1, stages) ? (
            <>
              {stages.waiting.toLocaleString("en")} waiting
              {stages.endsAt !== null && (
                <>
                  , {stages.isTimeUp ? "was to end" : "ends"} <Time at={stages.endsAt} now={now} />
                </>
              )}
            </>
          ) : (
            `${stage.days === 1 ? "1 day" : `${stage.days} days`}`
          ),
        }))}
      />
    </Section>
  );
}

function isOpen(stage: number, { state, stage: open }: StagesNow): boolean {
  return state === "running" && stage === open;
}

function stateOf(stage: number, stages: StagesNow): Stage["state"] {
  if (isOpen(stage, stages)) return "current";
  const hasRun = !["draft", "staged", "discarded"].includes(stages.state);
  return hasRun && (stage < stages.stage || stages.state !== "running") ? "done" : "waiting";
}
