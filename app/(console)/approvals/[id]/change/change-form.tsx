"use client";

import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { CheckboxGroup } from "#components/ui/checkbox.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { resubmitRequestAction } from "../../discussion-actions.ts";
import { ScopeChoices, type ScopeChoicesProps } from "./scope-choices.tsx";

interface Option {
  value: string;
  label: string;
  hint?: string;
}

interface Props {
  requestId: string;
  /** A move to production, and grants to extend, stay what they are: only the days and the reason change. */
  isMove: boolean;
  extendGrantIds: readonly string[];
  tools: readonly Option[];
  toolIds: readonly string[];
  consumers: readonly Option[];
  consumerIds: readonly string[];
  /** For a request for scopes, which asks for nothing else. */
  scopes: ScopeChoicesProps | null;
  days: number;
  justification: string;
  /** Why this cannot be sent again. */
  refusal: string | undefined;
}

/** Filled with what was asked before. */
export function ChangeForm(props: Props) {
  const isFixed = props.isMove || props.extendGrantIds.length > 0;
  return (
    <Form action={resubmitRequestAction} aria-label="Change and send again">
      <input type="hidden" name="requestId" value={props.requestId} />
      {props.isMove && <input type="hidden" name="moveTo" value="production" />}
      {props.extendGrantIds.map((id) => (
        <input key={id} type="hidden" name="extendGrantIds" value={id} />
      ))}
      <Section title={isFixed ? "How long" : "What"}>
        <div className="grid gap-4">
          {!isFixed && props.scopes !== null && <ScopeChoices {...props.scopes} />}
          {!isFixed && props.scopes === null && props.tools.length > 0 && (
            <CheckboxGroup
              name="toolIds"
              label="Tools to enable"
              isOptional
              options={props.tools}
              defaultValues={props.toolIds}
              className="max-h-80 overflow-y-auto"
            />
          )}
          {!isFixed && props.scopes === null && props.consumers.length > 0 && (
            <CheckboxGroup
              name="consumerIds"
              label="Who may use it"
              isOptional
              options={props.consumers}
              defaultValues={props.consumerIds}
              className="max-h-80 overflow-y-auto"
            />
          )}
          <TextField
            name="durationDays"
            label="Days"
            hint="It ends by itself after that."
            type="number"
            inputMode="numeric"
            min={1}
            max={365}
            defaultValue={props.days}
            className="max-w-64"
          />
        </div>
      </Section>
      <Section title="Why">
        <Textarea
          name="justification"
          label="Justification"
          rows={4}
          maxLength={2000}
          defaultValue={props.justification}
        />
      </Section>
      <FormActions isStuck>
        <LinkButton href={`/approvals/${props.requestId}`}>Cancel</LinkButton>
        <SubmitButton disabledReason={props.refusal}>Send it again</SubmitButton>
      </FormActions>
    </Form>
  );
}
