import { Trash2 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { ApprovalStage } from "#lib/policy/approval/policy-document.ts";
import type { Choices } from "./choices.ts";
import { SourceFields } from "./source-fields.tsx";

/** One stage: whom it asks, and how many of them have to approve. */
export function StageFields(props: {
  stage: ApprovalStage;
  /** Its place in the document, where messages point. */
  at: string;
  position: number;
  choices: Choices;
  onChange: (stage: ApprovalStage) => void;
  onRemove: (() => void) | null;
}) {
  const { stage, at, position, choices, onChange, onRemove } = props;
  return (
    <fieldset className="grid gap-3 border-line border-l-2 pl-4">
      <legend className="font-strong text-small">Stage {position + 1}</legend>
      <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
        <TextField
          name={`${at}.name`}
          label="Name"
          value={stage.name}
          onChange={(event) => onChange({ ...stage, name: event.target.value })}
        />
        <TextField
          name={`${at}.quorum`}
          label="Approvals"
          type="number"
          inputMode="numeric"
          min={1}
          value={stage.quorum}
          onChange={(event) => onChange({ ...stage, quorum: Number(event.target.value) })}
        />
      </div>
      <SourceFields
        label="Who is asked: anybody who is one of these"
        at={`${at}.from`}
        from={stage.from}
        choices={choices}
        withOwners
        onChange={(from) => onChange({ ...stage, from })}
      />
      <Checkbox
        name={`${at}.needsStepUp`}
        label="With a fresh sign-in, five minutes old at most"
        defaultChecked={stage.needsStepUp}
        onChange={(needsStepUp) => onChange({ ...stage, needsStepUp })}
      />
      <Checkbox
        name={`${at}.needsReason`}
        label="Whoever approves says why"
        hint="Whoever rejects always does."
        defaultChecked={stage.needsReason}
        onChange={(needsReason) => onChange({ ...stage, needsReason })}
      />
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
