import { inWords } from "#app/in-words.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ApprovalPolicy } from "#lib/policy/approval/policy-document.ts";
import type { Choices } from "./choices.ts";
import { FollowUpFields } from "./follow-up-fields.tsx";
import { SourceFields } from "./source-fields.tsx";

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** How long a request waits, by which calendar, and who agrees to the next change. */
export function OtherFields(props: {
  policy: ApprovalPolicy;
  choices: Choices;
  onChange: (policy: ApprovalPolicy) => void;
}) {
  const { policy, choices, onChange } = props;
  const { answer, change, calendar } = policy;
  return (
    <>
      <fieldset id="part-answer" className="grid scroll-mt-20 gap-4 rounded-medium border border-line p-4">
        <legend className="px-1 font-strong">Answers and calendar</legend>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            name="document.answer.withinDays"
            label="A request waits, working days"
            type="number"
            inputMode="numeric"
            min={1}
            value={answer.withinDays}
            onChange={(event) =>
              onChange({ ...policy, answer: { ...answer, withinDays: Number(event.target.value) } })
            }
          />
          <TextField
            name="document.calendar.timeZone"
            label="Time zone"
            hint="As in Europe/Vienna"
            value={calendar.timeZone}
            onChange={(event) =>
              onChange({ ...policy, calendar: { ...calendar, timeZone: event.target.value } })
            }
          />
        </div>
        <fieldset>
          <legend className="mb-1 font-strong text-small">Working days</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {WEEKDAYS.map((name, index) => (
              <Checkbox
                key={name}
                name=""
                label={inWords(name)}
                defaultChecked={calendar.workingDays.includes(index + 1)}
                onChange={(isChecked) =>
                  onChange({
                    ...policy,
                    calendar: {
                      ...calendar,
                      workingDays: WEEKDAYS.map((_, day) => day + 1).filter((day) =>
                        day === index + 1 ? isChecked : calendar.workingDays.includes(day),
                      ),
                    },
                  })
                }
              />
            ))}
          </div>
        </fieldset>
        <Textarea
          name="document.calendar.holidays"
          label="Holidays"
          hint="One day a line, as 2026-12-25"
          isOptional
          defaultValue={calendar.holidays.join("\n")}
          onChange={(event) =>
            onChange({
              ...policy,
              calendar: {
                ...calendar,
                holidays: event.target.value.split(/\s+/).filter((day) => day !== ""),
              },
            })
          }
        />
      </fieldset>
      <FollowUpFields
        answer={answer}
        choices={choices}
        onChange={(changed) => onChange({ ...policy, answer: changed })}
      />
      <fieldset id="part-change" className="grid scroll-mt-20 gap-4 rounded-medium border border-line p-4">
        <legend className="px-1 font-strong">Changing this policy</legend>
        <SourceFields
          label="Who approves a change: anybody who is one of these and had no hand in it"
          at="document.change.from"
          from={change.from}
          choices={choices}
          withOwners={false}
          onChange={(from) => onChange({ ...policy, change: { ...change, from } })}
        />
        <Checkbox
          name="document.change.needsStepUp"
          label="With a fresh sign-in, five minutes old at most"
          defaultChecked={change.needsStepUp}
          onChange={(needsStepUp) => onChange({ ...policy, change: { ...change, needsStepUp } })}
        />
      </fieldset>
    </>
  );
}
