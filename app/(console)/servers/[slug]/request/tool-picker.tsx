import { useId } from "react";
import { ImpactBadge } from "#app/impact-badge.tsx";
import { StateBadge } from "#app/state-badge.tsx";
import { FieldNotes, useField } from "#components/form/field.tsx";
import { ChoiceBox } from "#components/ui/choice-box.tsx";
import { cn } from "#components/ui/class-names.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ToolChoice } from "./tool-choices.ts";

interface Props {
  tools: readonly ToolChoice[];
  chosenIds: readonly string[];
  slug: string;
  now?: string | undefined;
}

/** The tools to ask for, each with what it could do. */
export function ToolPicker({ tools, chosenIds, slug, now }: Props) {
  // The command names the field `toolIds`; the note belongs under the list.
  const field = { name: "toolIds", label: "Tools", isOptional: true };
  const { wiring, error } = useField(field);
  if (tools.length === 0) {
    return (
      <p className="text-ink-muted">
        No tool can be asked for now.{" "}
        <TextLink href={`/servers/${slug}?tab=tools`}>Look at its tools</TextLink>
      </p>
    );
  }
  return (
    <fieldset id={wiring.id} className="min-w-0" aria-describedby={wiring["aria-describedby"]}>
      <legend className="mb-1 font-strong">Tools to enable</legend>
      <div className="max-h-96 divide-y divide-line overflow-y-auto rounded-medium border border-line">
        {tools.map((tool) => (
          <Choice key={tool.id} tool={tool} now={now} isChosen={chosenIds.includes(tool.id)} />
        ))}
      </div>
      <FieldNotes field={field} id={wiring.id} error={error} />
    </fieldset>
  );
}

/** What waits in another request is not asked for twice; chosen all the same, it can be let go. */
function Choice({ tool, isChosen, now }: { tool: ToolChoice; isChosen: boolean; now: string | undefined }) {
  const { waitsIn } = tool;
  const waitsId = useId();
  const isDisabled = waitsIn !== null && !isChosen;
  return (
    <div className="has-checked:bg-accent-soft">
      {/* biome-ignore lint/a11y/noLabelWithoutControl: ChoiceBox is the control */}
      <label
        className={cn(
          "flex items-start gap-2 px-3 py-2",
          isDisabled ? "cursor-not-allowed" : "cursor-pointer hover:bg-hover",
          waitsIn !== null && "pb-0.5",
        )}
      >
        <ChoiceBox
          type="checkbox"
          name="tools"
          value={tool.id}
          defaultChecked={isChosen}
          disabled={isDisabled}
          aria-describedby={waitsIn === null ? undefined : waitsId}
          className="-mt-0.5 -ml-1"
        />
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <code className={cn("break-all", isDisabled && "text-ink-muted")}>{tool.name}</code>
            <ImpactBadge impact={tool.reviewedImpact} />
            {tool.state !== "discovered" && <StateBadge of="tool" state={tool.state} isQuiet />}
            {tool.enabledUntil !== null && now !== undefined && (
              <span className="text-ink-muted text-small">
                until <Time at={tool.enabledUntil} now={now} show="exact" />
              </span>
            )}
          </span>
          <span className="block truncate text-ink-faint text-small">{tool.description}</span>
        </span>
      </label>
      {waitsIn !== null && (
        <p id={waitsId} className="pr-3 pb-2 pl-10 text-ink-muted text-small [overflow-wrap:anywhere]">
          Waits for a decision already
          {waitsIn.request !== null && (
            <>
              : <TextLink href={`/approvals/${waitsIn.request.id}`}>{waitsIn.request.title}</TextLink>
            </>
          )}
        </p>
      )}
    </div>
  );
}
