import { ImpactBadge } from "#app/impact-badge.tsx";
import { LinkedWords } from "#app/linked-words.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { Stages } from "#components/ui/stages.tsx";
import type { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { stageTerms } from "#lib/policy/approval/policy-words.ts";
import { ToolsReached } from "../../../approvals/[id]/tools-reached.tsx";

type Preview = Awaited<ReturnType<typeof previewRequest>>;

/** What stands in the way besides the days, which are said at their field. */
export function problemsBesideDays({ problems, daysProblem }: Preview): string[] {
  return problems.filter((problem) => problem !== daysProblem);
}

const NAMES_SHOWN = 5;

/** The path the request would take, and why; or what stands in its way. */
export function RequestPath(props: {
  preview: Preview | null;
  hint?: string;
  /** Said elsewhere on the page: what stands in the way, left out here. */
  isProblemSaid?: boolean;
}) {
  const { preview, hint } = props;
  if (preview === null) {
    return (
      <Section title="The path it takes">
        <p className="text-ink-muted">{hint}</p>
      </Section>
    );
  }
  return (
    <>
      {(props.isProblemSaid ? [] : problemsBesideDays(preview)).map((problem) => (
        <Callout key={problem} meaning="danger" title={<LinkedWords>{problem}</LinkedWords>} />
      ))}
      <Section title="The path it takes">
        <div className="grid gap-4">
          <Stages
            label="Stages"
            stages={preview.stages.map((stage) => ({
              label: stage.name,
              detail: `${stage.words}${stageTerms(stage)}`,
              state: "waiting" as const,
            }))}
          />
          <Facts
            items={[
              { label: "Highest impact", value: <ImpactBadge impact={preview.impact} /> },
              { label: "Who can decide", value: names(preview.eligibleApprovers.map(({ name }) => name)) },
            ]}
          />
          {preview.toolsReached.length > 0 && <ToolsReached tools={preview.toolsReached} />}
          <div>
            <h3 className="mb-1">Why this path</h3>
            <ul className="grid list-disc gap-1 pl-5 text-ink-muted">
              {preview.words.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </div>
        </div>
      </Section>
    </>
  );
}

function names(all: readonly string[]): string {
  if (all.length === 0) return "Nobody yet";
  const more = all.length - NAMES_SHOWN;
  return more > 0 ? `${all.slice(0, NAMES_SHOWN).join(", ")} and ${more} more` : all.join(", ");
}
