"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { LeaveGuard } from "#components/frame/leave-guard.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { CampaignDefinition } from "#lib/reviews/campaign-definition.ts";
import { changeCampaignAction, defineCampaignAction } from "./actions.ts";
import type { Choices } from "./choices.ts";
import { DefinitionFields } from "./definition-fields.tsx";

interface Props {
  /** As it is saved, or where a new one begins. */
  saved: CampaignDefinition;
  choices: Choices;
  /** The draft that is changed; null for a new one. */
  draft: { campaignId: string; version: number } | null;
}

/** A new review, or the draft of one. Nothing is gathered and nobody is asked by saving it. */
export function DefinitionForm({ saved, choices, draft }: Props) {
  const [definition, setDefinition] = useState(saved);
  const isChanged = JSON.stringify(definition) !== JSON.stringify(saved);
  return (
    <Form action={draft === null ? defineCampaignAction : changeCampaignAction} className="gap-6">
      {draft !== null && (
        <>
          <input type="hidden" name="campaignId" value={draft.campaignId} />
          <input type="hidden" name="version" value={draft.version} />
        </>
      )}
      <input type="hidden" name="definition" value={JSON.stringify(definition)} />
      <DefinitionFields hasStart definition={definition} choices={choices} onChange={setDefinition} />
      <LeaveGuard isOn={isChanged} title="Leave without saving?" leaveLabel="Leave without saving">
        What you wrote here is not saved, and is lost when you leave.
      </LeaveGuard>
      <FormActions isStuck>
        <LinkButton href={draft === null ? "/reviews" : `/reviews/${draft.campaignId}`}>Cancel</LinkButton>
        <SubmitButton>Save the draft</SubmitButton>
      </FormActions>
    </Form>
  );
}
