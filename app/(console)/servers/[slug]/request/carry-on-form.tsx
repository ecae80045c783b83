"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { carryOnAction } from "./carry-on-actions.ts";

interface Props {
  label: string;
  serverId: string;
  /** What is asked for: a move, or grants to extend. */
  ask: { moveTo: "production" } | { extendGrantIds: readonly string[] };
  /** This page without the days; they are added to it. */
  href: string;
  backHref: string;
  days: number;
  maxDays: number;
  daysHint: string;
  /** Why this cannot be sent as it stands. */
  refusal: string | undefined;
  /** What would go on. */
  what: ReactNode;
  /** The path it will take, made by the server from the address. */
  children: ReactNode;
}

/** Asks to carry on what is in force: for how long, and why. */
export function CarryOnForm(props: Props) {
  const router = useRouter();
  const [isLooking, startTransition] = useTransition();
  function lookAgain(days: string) {
    const joint = props.href.includes("?") ? "&" : "?";
    startTransition(() => router.replace(`${props.href}${joint}days=${days}`, { scroll: false }));
  }
  return (
    <Form action={carryOnAction} aria-label={props.label}>
      <input type="hidden" name="serverId" value={props.serverId} />
      {"moveTo" in props.ask ? (
        <input type="hidden" name="moveTo" value={props.ask.moveTo} />
      ) : (
        props.ask.extendGrantIds.map((id) => (
          <input key={id} type="hidden" name="extendGrantIds" value={id} />
        ))
      )}
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid min-w-0 grid-cols-1 gap-6">
          {props.what}
          <Section title="How long, and why">
            <div className="grid gap-4">
              <TextField
                name="durationDays"
                label="Days"
                hint={props.daysHint}
                type="number"
                inputMode="numeric"
                min={1}
                max={props.maxDays}
                defaultValue={props.days}
                onChange={(event) => lookAgain(event.currentTarget.value)}
                className="max-w-64"
              />
              <Textarea
                name="justification"
                label="Justification"
                hint="What it is needed for, for whoever decides and for auditors; at least 10 characters."
              />
            </div>
          </Section>
        </div>
        <div
          aria-busy={isLooking}
          aria-live="polite"
          className="grid min-w-0 grid-cols-1 gap-6 lg:sticky lg:top-20"
        >
          {props.children}
        </div>
      </div>
      <FormActions isStuck>
        <LinkButton href={props.backHref}>Cancel</LinkButton>
        <SubmitButton disabledReason={props.refusal}>Send the request</SubmitButton>
      </FormActions>
    </Form>
  );
}
