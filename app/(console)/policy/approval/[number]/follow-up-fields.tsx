import { TextField } from "#components/ui/text-field.tsx";
import type { ApprovalPolicy } from "#lib/policy/approval/policy-document.ts";
import type { Choices } from "./choices.ts";
import { EscalationFields } from "./source-fields.tsx";

/** What happens while nobody answers. */
export function FollowUpFields(props: {
  answer: ApprovalPolicy["answer"];
  choices: Choices;
  onChange: (answer: ApprovalPolicy["answer"]) => void;
}) {
  const { answer, choices, onChange } = props;
  return (
    <fieldset id="part-follow-up" className="grid scroll-mt-20 gap-4 rounded-medium border border-line p-4">
      <legend className="px-1 font-strong">While nobody answers</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="document.answer.remindAfterDays"
          label="Remind every so many working days"
          hint="Empty for never"
          type="number"
          inputMode="numeric"
          min={1}
          isOptional
          value={answer.remindAfterDays ?? ""}
          onChange={(event) => onChange({ ...answer, remindAfterDays: daysOf(event.target.value) })}
        />
        <TextField
          name="document.answer.escalateAfterDays"
          label="Ask others after so many working days"
          hint="Empty for never"
          type="number"
          inputMode="numeric"
          min={1}
          isOptional
          value={answer.escalateAfterDays ?? ""}
          onChange={(event) => onChange({ ...answer, escalateAfterDays: daysOf(event.target.value) })}
        />
      </div>
      <EscalationFields
        at="document.answer.escalateTo"
        from={answer.escalateTo}
        choices={choices}
        onChange={(escalateTo) => onChange({ ...answer, escalateTo })}
      />
    </fieldset>
  );
}

function daysOf(typed: string): number | null {
  return typed.trim() === "" ? null : Number(typed);
}
