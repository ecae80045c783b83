"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { LeaveGuard } from "#components/frame/leave-guard.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import type { CampaignDefinition } from "#lib/reviews/campaign-definition.ts";
import type { Recurrence } from "#lib/reviews/recurrence.ts";
import type { Choices } from "../define/choices.ts";
import { DefinitionFields } from "../define/definition-fields.tsx";
import { changeScheduleAction, defineScheduleAction } from "./actions.ts";
import { RecurrenceFields } from "./recurrence-fields.tsx";

export interface Asked {
  definition: CampaignDefinition;
  recurrence: Recurrence;
  startsItself: boolean;
}

interface Props {
  /** As it is saved, or where a new one begins. */
  saved: Asked;
  choices: Choices;
  timeZones: readonly string[];
  /** ISO 8601. */
  now: string;
  /** What is changed; null for a new one. */
  schedule: { scheduleId: string; version: number } | null;
}

/** A review that comes back: when, what each asks, and whether it starts without anybody's hand. */
export function ScheduleForm({ saved, choices, timeZones, now, schedule }: Props) {
  const [asked, setAsked] = useState(saved);
  const isChanged = JSON.stringify(asked) !== JSON.stringify(saved);
  return (
    <Form action={schedule === null ? defineScheduleAction : changeScheduleAction} className="gap-6">
      {schedule !== null && (
        <>
          <input type="hidden" name="scheduleId" value={schedule.scheduleId} />
          <input type="hidden" name="version" value={schedule.version} />
        </>
      )}
      <input type="hidden" name="definition" value={JSON.stringify(asked.definition)} />
      <input type="hidden" name="recurrence" value={JSON.stringify(asked.recurrence)} />
      <Section
        title="When it comes back"
        description="At this time of the clock on the wall, in summer and in winter."
      >
        <div className="grid gap-4">
          <RecurrenceFields
            recurrence={asked.recurrence}
            timeZones={timeZones}
            now={now}
            onChange={(recurrence) => setAsked({ ...asked, recurrence })}
          />
          <Checkbox
            name="startsItself"
            label="Start each review by itself"
            hint="As soon as what is in its scope is frozen, if somebody answers for everything and nobody has too much. Otherwise it waits for you, and you are told."
            defaultChecked={asked.startsItself}
            onChange={(startsItself) => setAsked({ ...asked, startsItself })}
          />
        </div>
      </Section>
      <DefinitionFields
        definition={asked.definition}
        choices={choices}
        onChange={(definition) => setAsked({ ...asked, definition })}
      />
      <LeaveGuard isOn={isChanged} title="Leave without saving?" leaveLabel="Leave without saving">
        What you wrote here is not saved, and is lost when you leave.
      </LeaveGuard>
      <FormActions isStuck>
        <LinkButton href="/reviews/schedules">Cancel</LinkButton>
        <SubmitButton>Save the schedule</SubmitButton>
      </FormActions>
    </Form>
  );
}
