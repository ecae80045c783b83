import { IMPACT_WORDS, ImpactBadge } from "#app/impact-badge.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { Section } from "#components/ui/section.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ToolPage } from "#lib/inventory/queries/get-tool.ts";
import { ClaimedImpact } from "../../claimed-impact.tsx";
import { overrideImpactAction } from "../../part-actions.ts";

const IMPACT_OPTIONS = [
  { value: "reads", label: IMPACT_WORDS.reads, hint: "It changes nothing and starts nothing." },
  { value: "changes_data", label: IMPACT_WORDS.changes_data, hint: "It writes, deletes, sends or pays." },
  { value: "executes", label: IMPACT_WORDS.executes, hint: "It runs code or commands, or starts processes." },
  { value: "regulated", label: IMPACT_WORDS.regulated, hint: "It reaches personal, health or payment data." },
];

/** As `tool-recording.ts` does it. */
const HOW_LONG = [
  "It stays through a cosmetic change: white space, punctuation, an example.",
  "When the definition changes materially, or the tool is renamed or comes back, it is dropped and Steward's new suggestion counts. Only a decision stricter than that suggestion stays.",
  "It stays when the systems or data classes of the server change, and when Steward learns to judge better.",
];

/** What the tool could do, why we think so, and what a person decided about it. */
export function ImpactSection({ tool, verdict }: { tool: ToolPage; verdict: true | string }) {
  return (
    <Section
      title="Impact"
      actions={
        <FormDialog
          action={overrideImpactAction}
          label="Decide the impact"
          buttonSize="small"
          disabledReason={verdict === true ? undefined : verdict}
          title={`What could ${tool.name} do?`}
          description="Your decision replaces what Steward suggests, on the record."
          submitLabel="Decide"
        >
          <input type="hidden" name="toolId" value={tool.id} />
          <input type="hidden" name="digest" value={tool.digest} />
          <RadioGroup
            name="impact"
            label="Impact"
            options={IMPACT_OPTIONS}
            defaultValue={tool.reviewedImpact}
          />
          <Textarea name="reason" label="Reason" hint="Auditors read it; at least 10 characters." />
          <Callout meaning="neutral" title="How long it counts">
            <ul className="grid list-disc gap-1 pl-5">
              {HOW_LONG.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </Callout>
        </FormDialog>
      }
    >
      <div className="grid gap-4 lg:grid-cols-2">
        <Facts items={facts(tool)} />
        <div>
          <h3 className="mb-1">Why Steward suggests this</h3>
          <ul className="grid list-disc gap-1 pl-5 text-ink-muted">
            {tool.impactReasons.map((reason) => (
              <li key={`${reason.rule} ${reason.words}`}>{reason.words}</li>
            ))}
          </ul>
        </div>
      </div>
    </Section>
  );
}

function facts(tool: ToolPage) {
  return [
    {
      label: "Counts as",
      value: <ImpactBadge impact={tool.reviewedImpact} />,
      hint:
        tool.reviewReason === null
          ? "As suggested; nobody has decided otherwise."
          : `${tool.reviewedBy?.name ?? "A person"} decided: ${tool.reviewReason}`,
    },
    { label: "Steward suggests", value: <ImpactBadge impact={tool.suggestedImpact} /> },
    {
      label: "The server claims",
      value: <ClaimedImpact claimed={tool.claimedImpact} reviewed={tool.reviewedImpact} />,
      hint: "A claim can raise the impact, never lower it.",
    },
  ];
}
